// Made by `npm run openapi` from openapi.json. Do not edit.

export interface paths {
    "/api/access-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's own that are not revoked. */
        get: operations["AccessTokens_list"];
        put?: never;
        /** Needs a session: no token makes another. */
        post: operations["AccessTokens_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes it for good. A token revokes itself alone. */
        delete: operations["AccessTokens_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest first. */
        get: operations["Audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/{sequence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All rows that match, newest first, as a file. `X-AIProxy-Rows` says how many will come: fewer lines are a broken download. */
        get: operations["Audit_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proves that no row was changed, taken out, put in or moved since it was written. */
        post: operations["Audit_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest first, of the projects in which the member may see them; those of no project for whoever may in the organisation. */
        get: operations["Budgets_list"];
        put?: never;
        /** One of a project needs `budget:write` there, any other in the organisation. It counts what is in its window already. */
        post: operations["Budgets_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** With what is spent and held now, and the thresholds that were passed. */
        get: operations["Budgets_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is given. With `If-Match` only the version that it names. */
        patch: operations["Budgets_update"];
        trace?: never;
    };
    "/api/budgets/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It counts and refuses nothing from now on, within a second everywhere. */
        post: operations["Budgets_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets/{id}/raises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** More than the cap until a date. Of several all count. */
        post: operations["Budgets_raise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets/{id}/raises/{raiseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends it before its time; one that is over stays as it is. */
        delete: operations["Budgets_endRaise"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets/{id}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Budgets_unarchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/circuits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each target with each credential that can reach it, by model and in the order that they are tried. A change shows after a second. */
        get: operations["Circuits_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The present state as a file, without secrets. Applied again it changes nothing but whose everything is. */
        get: operations["Configuration_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/configuration/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the configuration what the file says: all of it, or nothing. */
        post: operations["Configuration_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/configuration/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What applying the file would do. */
        post: operations["Configuration_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Credentials_list"];
        put?: never;
        post: operations["Credentials_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Removed ones, too: the ledger names them. */
        get: operations["Credentials_get"];
        put?: never;
        post?: never;
        /** Wipes the secret for good. 409 while a target is to use it. */
        delete: operations["Credentials_remove"];
        options?: never;
        head?: never;
        /** Changes what is given. With `If-Match` only the version that it names. */
        patch: operations["Credentials_update"];
        trace?: never;
    };
    "/api/credentials/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Credentials_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Credentials_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The one before is forgotten at once: make the new one at the provider first. */
        post: operations["Credentials_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the provider for its list of models, which costs nothing; 10 seconds at most. 200 whatever came of it. */
        post: operations["Credentials_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/currency-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The youngest day first. A day that has none is shown by the youngest before it. */
        get: operations["CurrencyRates_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/currency-rates/{currency}/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** In the place of the one that is there, if there is one. */
        put: operations["CurrencyRates_set"];
        post?: never;
        /** Its day is then shown by the youngest rate before it. */
        delete: operations["CurrencyRates_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/currency-rates/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * All of a file or nothing; what is wrong is told line by line. Rates of 1 of another currency are divided by its rate of USD, which each day
         *     must have, and rounded half to even at the twelfth decimal.
         */
        post: operations["CurrencyRates_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those that still work. */
        get: operations["Invitations_list"];
        put?: never;
        /** The link works once, for 7 days. It is mailed, or shown here, once. A new one ends an earlier one to the same address. */
        post: operations["Invitations_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["Invitations_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the member and signs them in. */
        post: operations["Invitations_redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/key-permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["KeyPermissions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Of the projects in which the member may see keys. */
        get: operations["Keys_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Keys_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is given. With `If-Match` only the version that it names. 409 for a revoked key, here and below. */
        patch: operations["Keys_update"];
        trace?: never;
    };
    "/api/keys/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It does not work until it is enabled again. */
        post: operations["Keys_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Keys_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** For good. Nothing to do for one that is revoked already. */
        post: operations["Keys_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new secret, in this answer and nowhere else. The one before works as long as is said; one still before that ends at once. */
        post: operations["Keys_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest first, of the projects in which the member may see them. */
        get: operations["Ledger_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Corrects a row by another one, which says by how much it was wrong. It counts in the first month that is open. */
        post: operations["Ledger_adjust"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of the ledger, the oldest first. Rows are counted likewise. XLSX up to 100,000. */
        get: operations["Exports_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Months with rows or closed books, the youngest first. */
        get: operations["Ledger_listPeriods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/periods/{month}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes the books of a month that is over: what comes of it later counts in the next one. It cannot be opened again. */
        post: operations["Ledger_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last hundred, the youngest first. */
        get: operations["LedgerProof_list"];
        put?: never;
        /** Proves it now, as far as the nights do: the months of the last 35 days. One at a time; ask for its result by the id. */
        post: operations["LedgerProof_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/proof/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LedgerProof_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All attempts of one request with what corrects them, and what they come to. */
        get: operations["Ledger_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Members_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Members_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is given. With `If-Match` only the version that it names. 403 for a member who holds more than you do; 409 for the last owner. */
        patch: operations["Members_update"];
        trace?: never;
    };
    "/api/members/{id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link that sets a new password: mailed to the member, or shown here, once. */
        post: operations["Members_resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/reset-second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** For a member who has lost the second factor and its recovery codes. Ends their sessions, too. */
        post: operations["Members_resetSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends all of the member's sessions. */
        post: operations["Members_signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Models_list"];
        put?: never;
        post: operations["Models_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Models_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is given. With `If-Match` only the version that it names. */
        patch: operations["Models_update"];
        trace?: never;
    };
    "/api/models/{id}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers the model. */
        post: operations["Models_addAlias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}/aliases/{alias}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["Models_removeAlias"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Models_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offers it no longer. It stays, since its prices explain what was used. */
        post: operations["Models_retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One that was retired comes back, with its prices. */
        post: operations["Targets_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is offered, side by side: a row for each model at each provider, with the prices of today. */
        get: operations["Models_compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notification-channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Channels_list"];
        put?: never;
        /** The secret of a webhook is shown in this answer alone. */
        post: operations["Channels_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notification-channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** With how the sending of the newest event stands. */
        get: operations["Channels_get"];
        put?: never;
        post?: never;
        /** 409 while a budget names it. */
        delete: operations["Channels_remove"];
        options?: never;
        head?: never;
        /** Changes what is given. With `If-Match` only the version that it names. */
        patch: operations["Channels_update"];
        trace?: never;
    };
    "/api/notification-channels/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another secret for a webhook, shown in this answer alone. The one before signs nothing any more. */
        post: operations["Channels_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notification-channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an event that did not happen, once. 200 whatever came of it; 10 seconds at most. */
        post: operations["Channels_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mails a link to the address if it is a member's who has a password, and mail is set up. */
        post: operations["PasswordResets_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the password and ends all sessions. The link works once. */
        post: operations["PasswordResets_redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those that the member may read; the archived ones only when asked for. */
        get: operations["Projects_list"];
        put?: never;
        post: operations["Projects_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Projects_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is given; tier, cost centre and markup need `project:fund`, too. With `If-Match` only the version that it names. */
        patch: operations["Projects_update"];
        trace?: never;
    };
    "/api/projects/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Its keys do not work from now on. Nothing of it is deleted. */
        post: operations["Projects_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/funding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Tier, cost centre and markup alone: for finance, who changes nothing else. */
        patch: operations["Projects_fund"];
        trace?: never;
    };
    "/api/projects/{id}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Its keys work again. */
        post: operations["Projects_unarchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{projectId}/drills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest first: under way, ahead and over. */
        get: operations["Drills_list"];
        put?: never;
        /** Meets no other project, and counts against no target: the providers are not asked where it fails. At most 5 not over at a time. */
        post: operations["Drills_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{projectId}/drills/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Drills_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{projectId}/drills/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Within a second everywhere. One that is ahead will not be; one that is over stays as it is. */
        post: operations["Drills_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{projectId}/drills/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** From the request rows of its time, which are written some moments after each request and gone after `REQUEST_RETENTION_DAYS`. */
        get: operations["Drills_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{projectId}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues a key to the project. Its secret is in this answer, and nowhere else. 409 for an archived project. */
        post: operations["Keys_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{projectId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProjectMembers_list"];
        put?: never;
        /** By the address, for whoever may not see the list of members. */
        post: operations["ProjectMembers_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{projectId}/members/{memberId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Adds the member, or gives another role. */
        put: operations["ProjectMembers_set"];
        post?: never;
        delete: operations["ProjectMembers_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Providers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Providers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/focus/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The columns of FOCUS 1.2 (the FinOps cost and usage specification), by local day. Rows are counted likewise. */
        get: operations["Exports_focus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/movers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which groups' charged cost changed most, against the span before of the same length. In USD. */
        get: operations["Reports_movers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/saved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SavedReports_list"];
        put?: never;
        post: operations["SavedReports_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/saved/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SavedReports_get"];
        put?: never;
        post?: never;
        /** Archives it: it is shown and sent no more. */
        delete: operations["SavedReports_remove"];
        options?: never;
        head?: never;
        /** By its owner; one of the organisation by whoever holds `report:schedule` too, and one that has schedules by those alone. */
        patch: operations["SavedReports_update"];
        trace?: never;
    };
    "/api/reports/saved/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it says now, of what the reader may see. `from` and `to` ask for other days than its own. */
        get: operations["SavedReports_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/saved/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends it to those whom a schedule names, some moments later: of the days that it would have now. One of a schedule at a time (409). */
        post: operations["ReportRuns_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/saved/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest first. */
        get: operations["ReportRuns_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/saved/{id}/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Schedules_list"];
        put?: never;
        /** What is sent is what whoever set it last may see at that time; when they may no more, the run fails and says so. */
        post: operations["Schedules_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/saved/{id}/schedules/{scheduleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** What is on its way of it is not sent. */
        delete: operations["Schedules_remove"];
        options?: never;
        head?: never;
        patch: operations["Schedules_update"];
        trace?: never;
    };
    "/api/reports/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cost, tokens, requests, errors and latency, by interval and up to two groups. From the sums of the ledger, in the organisation's time
         *     zone; beside it the total of the whole ledger for the same filter, and how sure its figures are.
         */
        get: operations["Reports_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/usage/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every row of a usage report as a file. `X-AIProxy-Rows` says how many come, to a HEAD too: fewer are a broken download. XLSX up to 100,000. */
        get: operations["Exports_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest first, of the projects in which the member may see them. They are kept for `REQUEST_RETENTION_DAYS`. */
        get: operations["Requests_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By the `x-request-id` of its answer: how it ended, why it was refused, which targets were tried and why. Some moments after its end. */
        get: operations["Requests_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/body": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said in it, where its project keeps that (`keepBodies`). Whoever reads it is in the audit log. */
        get: operations["Requests_body"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/tail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rows as they are written, as server-sent events without end; comments between them. Needs `Accept: text/event-stream`. It
         *     ends with the session, and with the last permission to see any.
         */
        get: operations["Requests_tail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Session_get"];
        put?: never;
        /** 401 `sign_in_failed`, or `second_factor_required` when `code` is missing. The cookie `aiproxy_session` comes with the answer. */
        post: operations["Session_signIn"];
        /** Signs out. */
        delete: operations["Session_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** To the identity provider. 503 while it cannot be reached. */
        get: operations["Oidc_begin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Back from there: signed in, or to `/sign-in?error=…`. */
        get: operations["Oidc_finish"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends all other sessions of the member. */
        post: operations["OwnSecrets_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ten new ones; those there were do not work any more. */
        post: operations["OwnSecrets_renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins with a second factor: nothing is asked for until its first code is sent to `confirm`. 409 when it is on. */
        post: operations["OwnSecrets_begin"];
        delete: operations["OwnSecrets_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OwnSecrets_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's own. */
        get: operations["Sessions_list"];
        put?: never;
        post?: never;
        /** Ends all but the current one. */
        delete: operations["Sessions_endAll"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["Sessions_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Settings_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is given. With another time zone or beginning of the fiscal year budgets count in its windows from then on. With `If-Match` only the version that it names. */
        patch: operations["Settings_update"];
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the owner and signs them in. 404 when the link does not work, and once there is a member. */
        post: operations["Setup_redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Oidc_methods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Targets_get"];
        put?: never;
        post?: never;
        /** Takes it out of use. It stays, since its prices explain what was used. */
        delete: operations["Targets_retire"];
        options?: never;
        head?: never;
        /** Changes what is given. With `If-Match` only the version that it names. */
        patch: operations["Targets_update"];
        trace?: never;
    };
    "/api/targets/{id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest date first; of two versions with one date and service tier the first one here counts. */
        get: operations["Prices_list"];
        put?: never;
        /** Adds a version. Rows of the ledger keep the price that they were written with. */
        post: operations["Prices_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/targets/{id}/prices/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the last 30 days would have cost at such prices. */
        post: operations["Prices_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Tiers_list"];
        put?: never;
        post: operations["Tiers_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tiers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Tiers_get"];
        put?: never;
        post?: never;
        /** 409 while a project or a key subscribes to it. */
        delete: operations["Tiers_remove"];
        options?: never;
        head?: never;
        /** Changes what is given. With `If-Match` only the version that it names. */
        patch: operations["Tiers_update"];
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccessTokenDto: {
            /** @description ISO 8601, like the others. */
            createdAt: string;
            expiresAt: string;
            id: string;
            /** @description The last characters of the secret. */
            last4: string;
            /** @description Written at most once a minute. */
            lastUsedAt: string | null;
            name: string;
            /** @enum {string} */
            role: "admin" | "auditor" | "finance" | "owner" | "viewer";
        };
        AccessTokenListDto: {
            data: components["schemas"]["AccessTokenDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        AddProjectMemberDto: {
            /** @description Of somebody who is a member of the organisation already. */
            email: string;
            /** @enum {string} */
            role: "admin" | "developer" | "viewer";
        };
        AdjustedFiguresDto: {
            chargedUsd?: string;
            listUsd?: string;
            tokens?: components["schemas"]["AdjustedTokensDto"];
        };
        AdjustedTokensDto: {
            cacheRead?: number;
            cacheWrite1h?: number;
            cacheWrite5m?: number;
            images?: number;
            inputAudio?: number;
            inputImage?: number;
            inputText?: number;
            outputAudio?: number;
            outputReasoning?: number;
            outputText?: number;
        };
        AppliedDto: {
            /** @description Of the keys that were made. */
            secrets: components["schemas"]["NewKeySecretDto"][];
            steps: components["schemas"]["StepDto"][];
        };
        ApplyDto: {
            /** @description The file. */
            configuration: components["schemas"]["ConfigurationDto"];
            /** @description Of the plan that was agreed to. When another one would be applied now, nothing is: 412. */
            fingerprint?: string;
        };
        AskPasswordResetDto: {
            email: string;
        };
        AuditAuthorDto: {
            /** @description Null of AIProxy itself, and of somebody who was not signed in. */
            id: string | null;
            /** @enum {string} */
            kind: "member" | "system";
            /** @description The e-mail address as of then. */
            name: string;
        };
        AuditBreakDto: {
            /**
             * @description `missing`: there is no such row. `changed`: its content is not what its hash says. `unchained`: the row before is not the one it
             *     was written after. `cut-off`: the log ends before the expected row. `replaced`: the expected row is another.
             * @enum {string}
             */
            reason: "changed" | "cut-off" | "missing" | "replaced" | "unchained";
            sequence: string;
        };
        AuditHeadDto: {
            hash: string;
            sequence: string;
        };
        AuditListDto: {
            data: components["schemas"]["AuditRowDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        AuditRowDto: {
            action: string;
            /** @description Where it came from. */
            address: string | null;
            after: Record<string, never> | null;
            /** @description ISO 8601. */
            at: string;
            author: components["schemas"]["AuditAuthorDto"];
            /** @description The resource before and after, as this API shows it, without secrets. Null: there was, or is, none. */
            before: Record<string, never> | null;
            client: string | null;
            /** @description SHA-256 in hex, over this row and the hash of the one before. */
            hash: string;
            previousHash: string;
            projectId: string | null;
            requestId: string | null;
            resource: string;
            resourceId: string;
            /** @description Without gaps, from "1" on. */
            sequence: string;
            /** @description How they were signed in: `session` or `token`; `public`: not at all; `start` and `command` are AIProxy's own. */
            via: string;
        };
        AuditVerdictDto: {
            firstBroken: components["schemas"]["AuditBreakDto"] | null;
            /** @description The last row: keep it elsewhere, to be `expected` the next time. Null of an empty log. */
            head: components["schemas"]["AuditHeadDto"] | null;
            ok: boolean;
            /** @description How many are proven. */
            rows: number;
        };
        BeginTotpDto: {
            /** @description Of a member who has one. */
            password?: string;
        };
        BudgetDto: {
            /** @description ISO 8601. It counts and refuses nothing from then on; null: it does. */
            archivedAt: string | null;
            /** @description Without raises. */
            capUsd: string;
            channelIds: string[];
            createdAt: string;
            id: string;
            /**
             * @description `file`: read-only here (raises aside), since the configuration file has it in its hands.
             * @enum {string}
             */
            managedBy: "api" | "file";
            /** @enum {string} */
            mode: "hard" | "soft";
            name: string;
            /** @description Of a key and a project it is theirs. */
            projectId: string | null;
            /** @description All there were, oldest first. */
            raises: components["schemas"]["RaiseDto"][];
            /** @enum {string} */
            scope: "end-user" | "key" | "member" | "model" | "project" | "tag";
            thresholds: number[];
            value: string;
            /** @description Also the ETag. */
            version: number;
            /** @enum {string} */
            window: "day" | "fiscal-quarter" | "fiscal-year" | "month" | "quarter" | "total" | "week";
        };
        BudgetEntry: {
            /** @description US dollars, at most 12 decimals: what may be charged in a window. */
            capUsd: string;
            /** @description The names of notification channels, which are made through the API. */
            channels?: string[];
            /**
             * @description hard refuses what would cost more, soft only tells. Default: hard.
             * @enum {string}
             */
            mode?: "hard" | "soft";
            /** @description The name of the project of a key. Of an end user, a tag or a model: within this project alone. */
            project?: string;
            /**
             * @description Whose cost counts. It cannot be changed: give another budget another name.
             * @enum {string}
             */
            scope: "end-user" | "key" | "member" | "model" | "project" | "tag";
            /** @description Percent of the cap at which the channels are told, once in each window. Default: 50, 80, 100. */
            thresholds?: number[];
            /** @description The name of the key or project, the e-mail address of the member (their keys), the end user, the tag as name=value, or the id of the model, also a pattern with *. */
            value: string;
            /**
             * @description In the organisation's time zone; weeks begin on Monday. A total never begins anew.
             * @enum {string}
             */
            window: "day" | "fiscal-quarter" | "fiscal-year" | "month" | "quarter" | "total" | "week";
        };
        BudgetEventDto: {
            at: string;
            /** @description As of then, with raises. */
            capUsd: string;
            id: string;
            percent: number;
            spentUsd: string;
            /** @description ISO 8601: the beginning of its window. */
            windowStart: string;
        };
        BudgetListDto: {
            data: components["schemas"]["BudgetDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        BudgetWithStandingDto: {
            /** @description ISO 8601. It counts and refuses nothing from then on; null: it does. */
            archivedAt: string | null;
            /** @description Without raises. */
            capUsd: string;
            channelIds: string[];
            createdAt: string;
            /** @description Thresholds that were passed, newest first; at most 20. */
            events: components["schemas"]["BudgetEventDto"][];
            id: string;
            /**
             * @description `file`: read-only here (raises aside), since the configuration file has it in its hands.
             * @enum {string}
             */
            managedBy: "api" | "file";
            /** @enum {string} */
            mode: "hard" | "soft";
            name: string;
            /** @description Of a key and a project it is theirs. */
            projectId: string | null;
            /** @description All there were, oldest first. */
            raises: components["schemas"]["RaiseDto"][];
            /** @enum {string} */
            scope: "end-user" | "key" | "member" | "model" | "project" | "tag";
            standing: components["schemas"]["StandingDto"];
            thresholds: number[];
            value: string;
            /** @description Also the ETag. */
            version: number;
            /** @enum {string} */
            window: "day" | "fiscal-quarter" | "fiscal-year" | "month" | "quarter" | "total" | "week";
        };
        ChangePasswordDto: {
            current: string;
            /** @description The new one: 12 to 128 characters. */
            password: string;
        };
        ChannelDto: {
            /** @description Of Slack the host alone: whoever knows the URL can write there. */
            address: string;
            /** @description ISO 8601. */
            createdAt: string;
            id: string;
            /** @enum {string} */
            kind: "email" | "slack" | "webhook";
            name: string;
            /** @description Also the ETag. */
            version: number;
        };
        ChannelListDto: {
            data: components["schemas"]["ChannelDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        ChannelTestDto: {
            delivered: boolean;
            /** @description For people. */
            message: string;
        };
        ChannelWithDeliveryDto: {
            /** @description Of Slack the host alone: whoever knows the URL can write there. */
            address: string;
            /** @description ISO 8601. */
            createdAt: string;
            id: string;
            /** @enum {string} */
            kind: "email" | "slack" | "webhook";
            /** @description Of the newest event that goes there; null: there was none. */
            lastDelivery: components["schemas"]["LastDeliveryDto"] | null;
            name: string;
            /** @description Also the ETag. */
            version: number;
        };
        ChannelWithSecretDto: {
            /** @description Of Slack the host alone: whoever knows the URL can write there. */
            address: string;
            /** @description ISO 8601. */
            createdAt: string;
            id: string;
            /** @enum {string} */
            kind: "email" | "slack" | "webhook";
            name: string;
            /** @description Of a webhook, and shown this once: what its `x-aiproxy-signature` is made with. Null of the others. */
            secret: string | null;
            /** @description Also the ETag. */
            version: number;
        };
        CircuitDto: {
            /** @description `env:<provider>`, or the id of a stored credential. */
            credentialId: string;
            modelId: string;
            providerId: string;
            /** @description In words; null of a closed one. */
            reason: string | null;
            /** @description Of the target, in an admin's words. */
            region: string | null;
            /** @description ISO 8601; null of a closed one. */
            since: string | null;
            /**
             * @description `closed`: all is well. `open`: most of the last calls failed, so none is made. `half-open`: one call at a time finds out. `cooling`: the
             *     provider asked for a pause. `refused`: it does not take the credential. The last target that a model has is asked all the same.
             * @enum {string}
             */
            state: "closed" | "cooling" | "half-open" | "open" | "refused";
            targetId: string;
            /** @description ISO 8601: when it is tried again. Null of one that can be. */
            until: string | null;
            upstreamModel: string;
            /** @description Whether this is of the credential as a whole, at all of its targets. */
            wholeCredential: boolean;
        };
        CircuitListDto: {
            data: components["schemas"]["CircuitDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        CodeDto: {
            /** @description Six digits of the second factor, or a recovery code. */
            code: string;
        };
        ComparedDto: {
            capabilities: string[];
            /** @description Whether it can be called at the moment. */
            connected: boolean;
            contextWindow: number | null;
            maxOutputTokens: number | null;
            modelId: string;
            price: components["schemas"]["ComparedPriceDto"];
            providerId: string;
            /** @description Of the target, in an admin's words. */
            region: string | null;
            targetId: string;
            /** @enum {string} */
            type: "chat" | "completion" | "embedding";
            upstreamModel: string;
        };
        ComparedListDto: {
            data: components["schemas"]["ComparedDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        ComparedPriceDto: {
            source: string | null;
            /**
             * @description `unpriced`: it is refused until somebody sets a price.
             * @enum {string}
             */
            state: "free" | "priced" | "unpriced";
            /** @description Empty where the provider costs nothing by declaration. */
            unitPrices: components["schemas"]["UnitPriceDto"][];
            /** @description Of the version in force; null without one. ISO 8601. */
            validFrom: string | null;
        };
        ConfidenceShareDto: {
            /** @description Of the charged cost, 0 to 1, six decimals. */
            chargedShare: number;
            /** @enum {string} */
            confidence: "counted" | "estimated" | "none" | "reported" | "unpriced";
            figures: components["schemas"]["FiguresDto"];
            /** @description Of the requests. */
            requestShare: number;
        };
        ConfigurationDto: {
            /** @description Caps on what is charged, over windows of time. */
            budgets?: {
                [key: string]: components["schemas"]["BudgetEntry"];
            };
            /** @description Models by the name that callers ask for. The catalogue's own need no entry; one that has an entry is no longer the catalogue's. */
            models?: {
                [key: string]: components["schemas"]["ModelEntry"];
            };
            /** @description Who pays, with the keys issued to them. */
            projects?: {
                [key: string]: components["schemas"]["ProjectEntry"];
            };
            /** @description Connected providers by id. */
            providers?: {
                [key: string]: components["schemas"]["ProviderEntry"];
            };
            /** @description Named sets of rate limits. */
            tiers?: {
                [key: string]: components["schemas"]["TierEntry"];
            };
            /**
             * @description Of this format.
             * @enum {number}
             */
            version: 1;
        };
        CorrectedRowDto: {
            attempt: number;
            openedAt: string;
            requestId: string;
        };
        CreateAccessTokenDto: {
            /**
             * @description From now: 1 to 366.
             * @default 90
             */
            expiresInDays: number;
            /** @description What it is for. */
            name: string;
            /**
             * @description It may do what this role may and its member may. No role that holds more than the member; members without a role in the organisation take `admin` or `viewer`.
             * @enum {string}
             */
            role: "admin" | "auditor" | "finance" | "owner" | "viewer";
        };
        CreateAdjustmentDto: {
            attempt: number;
            /** @description By how much they are wrong: added to them as they stand with earlier adjustments. */
            by?: components["schemas"]["AdjustedFiguresDto"];
            /** @description Of two rows of one name the one that was opened then. */
            openedAt?: string;
            reason: string;
            /** @description Of the row to correct. */
            requestId: string;
            /** @description What the figures should be. Either this or `by`. */
            to?: components["schemas"]["AdjustedFiguresDto"];
        };
        CreateAliasDto: {
            /** @description One more name; no model's, and not beginning with another provider's id and a slash. */
            alias: string;
        };
        CreateBudgetDto: {
            /** @description US dollars in decimal text: what may be charged in a window. */
            capUsd: string;
            /** @description Ids of notification channels. */
            channelIds?: string[];
            /**
             * @description `hard` refuses what would cost more, `soft` only tells. `hard` when it is left out.
             * @enum {string}
             */
            mode?: "hard" | "soft";
            name: string;
            /** @description Of an end user, a tag or a model: within this project alone. Null: in all of them. */
            projectId?: string | null;
            /**
             * @description Whose cost counts.
             * @enum {string}
             */
            scope: "end-user" | "key" | "member" | "model" | "project" | "tag";
            /** @description Percent of the cap at which the channels are told, once in each window. 50, 80 and 100 when it is left out. */
            thresholds?: number[];
            /** @description The id of the key, the project or the member (their keys); the end user; the tag as `name=value`; the model's id, or a pattern with `*`. */
            value: string;
            /**
             * @description In the organisation's time zone; weeks begin on Monday. `total` never begins anew.
             * @enum {string}
             */
            window: "day" | "fiscal-quarter" | "fiscal-year" | "month" | "quarter" | "total" | "week";
        };
        CreateChannelDto: {
            /** @description Of a webhook and of Slack the URL, of mail the address. */
            address: string;
            /**
             * @description `webhook`: JSON, signed. `slack`: a text, as incoming webhooks of Slack and of those that speak like it take one. `email`: a letter.
             * @enum {string}
             */
            kind: "email" | "slack" | "webhook";
            name: string;
        };
        CreateCredentialDto: {
            /** @description Instead of the provider's own: https, or http in private networks where ALLOW_PRIVATE_UPSTREAMS is set. */
            baseUrl?: string | null;
            /** @description Another one than the provider's others. */
            name: string;
            /** @description See /api/providers. */
            providerId: string;
            /** @description Stored sealed, never shown again. */
            secret?: string;
        };
        CreatedInvitationDto: {
            /** @description ISO 8601, like the other. */
            createdAt: string;
            /** @description The member who invites; null: AIProxy itself. */
            createdBy: string | null;
            delivery: components["schemas"]["DeliveryDto"];
            email: string;
            expiresAt: string;
            id: string;
            projectRoles: components["schemas"]["ProjectRoleDto"][];
            role: string | null;
        };
        CreateDrillDto: {
            /** @description Needed for `slow`, and for it alone. */
            delayMs?: number;
            /** @description From the start. */
            durationMinutes?: number;
            /**
             * @description `down`: cannot be reached. `slow`: answers `delayMs` later. `flaky`: `failPercent` of the attempts end with a 503.
             * @enum {string}
             */
            effect: "down" | "flaky" | "slow";
            /** @description ISO 8601 with its zone, at most 24 hours after the start. Either this or `durationMinutes`. */
            endsAt?: string;
            /** @description For `flaky` alone; 50 when it is left out. */
            failPercent?: number;
            /** @description All targets of this provider; see /api/providers. Either this or `targetId`. */
            providerId?: string;
            /** @description What it is for. */
            reason: string;
            /** @description Percent of the project's requests that it meets, drawn for each. */
            share: number;
            /** @description ISO 8601 with its zone, at most 30 days ahead. Left out: at once. */
            startsAt?: string;
            /** @description One target. */
            targetId?: string;
        };
        CreateInvitationDto: {
            email: string;
            /** @description In projects, each once. */
            projectRoles?: components["schemas"]["ProjectGrantDto"][];
            /**
             * @description In the organisation. Without one the member belongs to the projects alone.
             * @enum {string}
             */
            role?: "admin" | "auditor" | "finance" | "owner" | "viewer";
        };
        CreateKeyDto: {
            /** @description Addresses and networks (CIDR) that it may be used from; none: any. */
            allowedAddresses?: string[];
            /** @description Patterns with `*` over public ids; none: all. */
            allowedModels?: string[];
            /** @description Ids of providers, or patterns with `*`; none: all. */
            allowedProviders?: string[];
            /** @description They win over the allowed ones. */
            deniedModels?: string[];
            /** @description They win over the allowed ones. */
            deniedProviders?: string[];
            /**
             * @description Whether requests must name an end user; `ignored`: whom they name is not recorded.
             * @enum {string}
             */
            endUserPolicy?: "ignored" | "optional" | "required";
            /** @description ISO 8601 with its time zone, in the future; null: never. */
            expiresAt?: string | null;
            /** @description Some limits in place of the tier's. Needs `key:limit`. */
            limits?: components["schemas"]["KeyLimitsDto"];
            name: string;
            /** @description The member whom its usage is booked under, who may read the project; null: nobody in particular. */
            ownerId?: string | null;
            /** @description What it may do: these, or those of a `preset`; one of the two. Nobody gives what they do not hold themselves. */
            permissions?: ("chat:write" | "completions:write" | "embeddings:write" | "models:read")[];
            /**
             * @description See /api/key-permissions. The key keeps the permissions, not the preset.
             * @enum {string}
             */
            preset?: "all" | "embeddings" | "inference" | "read-only";
            /** @description Booked with each request, beside the project's: at most 16 names and texts of 64 characters. */
            tags?: {
                [key: string]: string;
            };
            /** @description Instead of the project's tier; null: the project's. Needs `key:limit`. */
            tierId?: string | null;
        };
        CreateModelDto: {
            /** @description `text`, `vision`, `tools`, `reasoning`, `audio`, … */
            capabilities?: string[];
            /** @description Tokens of a request with its answer; null: not known. */
            contextWindow?: number | null;
            /** @description At most 8 models for each case, offered and of the same type; none for embeddings. A list that is left out is empty. */
            fallbacks?: components["schemas"]["SetFallbacksDto"];
            /** @description The name that callers ask for. It must not begin with another provider's id and a slash. */
            id: string;
            /** @description Tokens of an answer; null: not known. */
            maxOutputTokens?: number | null;
            /**
             * @description How one of the targets of a priority is chosen: by weight, the quickest, the cheapest, or the same one for what begins alike.
             * @enum {string}
             */
            strategy?: "affinity" | "cheapest" | "latency" | "weighted";
            /** @description More can be added later. */
            targets?: components["schemas"]["CreateTargetDto"][];
            /** @enum {string} */
            type: "chat" | "completion" | "embedding";
        };
        CreatePriceDto: {
            /** @description Why it is set. */
            reason: string;
            /**
             * @description The provider's service tier; `default` is every ordinary call's. `ceiling` is none of a provider's: that price stands in for
             *     whatever has none of its own, and what is booked at it is marked `unpriced`. A model without any other price is served at it.
             */
            serviceTier?: string;
            /** @description A price for each bucket that is used; all of them "0" makes it free. */
            unitPrices: components["schemas"]["CreateUnitPriceDto"][];
            /** @description From when on: a date (its first moment in UTC) or a moment. It may lie in the past: what was used before it was set keeps its price. */
            validFrom: string;
        };
        CreateProjectDto: {
            /** @description Markup on the list price in hundredths of a percent; a discount when negative. */
            basisPoints?: number;
            /** @description Whom finance books its cost under; null: nobody in particular. */
            costCentre?: string | null;
            /**
             * @description What is kept, sealed, of what is said: nothing, the requests, or the answers too. Without media, and without what looks like a secret.
             * @enum {string}
             */
            keepBodies?: "both" | "none" | "requests";
            /** @description For how many days; 7 where nothing is said. */
            keepBodiesDays?: number;
            name: string;
            /**
             * @description What becomes of an answer whose caller leaves: ended at once, or read on, within bounds, so that its usage is exact.
             * @enum {string}
             */
            onHangUp?: "abort" | "drain";
            /** @description Booked with each request: at most 16 names and texts of 64 characters. */
            tags?: {
                [key: string]: string;
            };
            /** @description Whose limits its keys have, unless a key has its own. */
            tierId: string;
        };
        CreateRaiseDto: {
            /** @description US dollars in decimal text, on top of the cap. */
            amountUsd: string;
            reason: string;
            /** @description ISO 8601 with its zone, within a year: the cap counts again from then on. */
            until: string;
        };
        CreateSavedReportDto: {
            /** @description Once among one's own. */
            name: string;
            /** @description What `GET /api/reports/usage` is asked by. A `span` moves with the calendar; `from` and `to` do not, and are not sent by schedules. */
            query: components["schemas"]["UsageReportQueryDto"];
            /**
             * @description `own`: nobody else sees it. `organisation`: whoever may see reports, and each sees their own figures in it. `own` when it is left out.
             * @enum {string}
             */
            visibility?: "organisation" | "own";
        };
        CreateScheduleDto: {
            /** @enum {string} */
            cadence: "daily" | "monthly" | "quarterly" | "weekly";
            /** @description A notification channel; or else `emails`. */
            channelId?: string | null;
            /** @description Of a week 1 (Monday) to 7; of a month, or of a quarter's first month, 1 to 31: its last day where it has no such one. None of `daily`. */
            day?: number | null;
            /** @description Addresses of members, who get it for as long as they are not disabled; or else `channelId`. */
            emails?: string[];
            /** @description `true` when it is left out. */
            enabled?: boolean;
            /**
             * @description The file that goes with it: `csv` when it is left out.
             * @enum {string}
             */
            format?: "csv" | "json" | "xlsx";
            /** @description Local time of the organisation. One that clocks skip is the moment of the jump, one that comes twice the first of the two. */
            time: string;
        };
        CreateTargetDto: {
            /** @description The one credential to use; null: any of the provider's. */
            credentialId?: string | null;
            /** @description Lower is tried first. */
            priority?: number;
            /** @description See /api/providers. */
            providerId: string;
            /** @description Where it runs, in your words. Targets of one upstream model differ in this or in their credential. */
            region?: string | null;
            /** @description How long a call may take. What is not said is as the process has it. */
            timeouts?: components["schemas"]["SetTimeoutsDto"];
            /** @description The model's name there. */
            upstreamModel: string;
            /** @description Within one priority: how often it is chosen, against the others. See the model's strategy. */
            weight?: number;
        };
        CreateTierDto: {
            /** @description Requests under way at once. */
            concurrentRequests: number | "unlimited";
            /** @description Further limits for the models that match. */
            modelLimits?: components["schemas"]["ModelLimitsDto"][];
            name: string;
            /** @description Requests in a day (UTC). */
            requestsPerDay: number | "unlimited";
            /** @description Requests in a minute of the clock. */
            requestsPerMinute: number | "unlimited";
            /** @description Tokens, in and out, in a minute of the clock. */
            tokensPerMinute: number | "unlimited";
        };
        CreateUnitPriceDto: {
            /**
             * @description What is paid for: tokens by bucket, `images`, or each `request`.
             * @enum {string}
             */
            bucket: "cacheRead" | "cacheWrite1h" | "cacheWrite5m" | "images" | "inputAudio" | "inputImage" | "inputText" | "outputAudio" | "outputReasoning" | "outputText" | "request";
            /** @description From how many input tokens of a request on; it then holds for all of its tokens. */
            fromInputTokens?: number;
            /** @description Of buckets of tokens: at most 6 decimals, so that one token costs whole pico-dollars. */
            usdPerMillionTokens?: string;
            /** @description Of `images` and `request`: at most 12 decimals. */
            usdPerUnit?: string;
        };
        CredentialDto: {
            /** @description Null: the provider's own. */
            baseUrl: string | null;
            /** @description ISO 8601, like all below. */
            createdAt: string;
            disabledAt: string | null;
            hasSecret: boolean;
            id: string;
            /** @description The secret's last characters; null where there is none, or it is short. */
            last4: string | null;
            /**
             * @description `file`: read-only here, since the configuration file has it in its hands.
             * @enum {string}
             */
            managedBy: "api" | "file";
            name: string;
            providerId: string;
            removedAt: string | null;
            rotatedAt: string | null;
            /** @enum {string} */
            state: "active" | "disabled" | "removed";
            /** @description When its present secret was last tried out. */
            testedAt: string | null;
            /** @enum {string|null} */
            testOutcome: "failed" | null | "ok" | "refused" | "unreachable";
            /** @description Also the ETag. */
            version: number;
        };
        CredentialEntry: {
            /** @description Instead of the provider's own base URL. */
            baseUrl?: string;
            /** @description It is not used while this is true. */
            disabled?: boolean;
            /** @description What was found there. Without it the stored secret stays. */
            secret?: string;
            /** @description Where "aiproxy apply" finds the secret, on the machine where it runs. */
            secretFrom?: {
                env?: string;
                file?: string;
            };
        };
        CredentialListDto: {
            data: components["schemas"]["CredentialDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        CredentialTestDto: {
            /** @description For people. */
            message: string;
            /** @description How many models it lists; null where it does not say. */
            models: number | null;
            /**
             * @description `refused`: the provider does not take the credential; `unreachable`: it did not answer; `failed`: it answered something else.
             * @enum {string}
             */
            outcome: "failed" | "ok" | "refused" | "unreachable";
            /** @description ISO 8601. */
            testedAt: string;
        };
        CurrencyRateDto: {
            /** @description ISO 4217. */
            currency: string;
            /** @description Like `2026-11-25`. */
            day: string;
            /**
             * @description Units of the currency for 1 USD: decimal text of at most twelve decimals.
             * @example 0.9217
             */
            rate: string;
            /** @description ISO 8601. */
            setAt: string;
            /** @description The name of whoever set it. */
            setBy: string;
            /** @description Where it is from, for whoever doubts a figure. */
            source: string;
        };
        CurrencyRateListDto: {
            data: components["schemas"]["CurrencyRateDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        DeliveryDto: {
            /** @description Until when it works; ISO 8601. */
            expiresAt: string;
            /** @description To be passed on by hand; shown this once. Null when it was mailed. */
            link: string | null;
            /** @description Whether it was mailed. */
            mailed: boolean;
        };
        DrillDto: {
            createdAt: string;
            createdBy: string;
            /** @description Null unless it is `slow`. */
            delayMs: number | null;
            /** @enum {string} */
            effect: "down" | "flaky" | "slow";
            /** @description When it was ended before its time. */
            endedAt: string | null;
            endsAt: string;
            /** @description Null unless it is `flaky`. */
            failPercent: number | null;
            id: string;
            projectId: string;
            /** @description Null of one that is about a target. */
            providerId: string | null;
            reason: string;
            /** @description Percent of the project's requests. */
            share: number;
            /** @description ISO 8601, like the others. */
            startsAt: string;
            /** @enum {string} */
            state: "ahead" | "over" | "under-way";
            /** @description Null of one that is about a provider. */
            targetId: string | null;
        };
        DrillListDto: {
            data: components["schemas"]["DrillDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        DrillReportDto: {
            /** @description Of these, answered. */
            answered: number;
            /** @description Attempts for each request that it met, on average; two decimals. Null when it met none. */
            attemptsPerRequest: number | null;
            /** @description False: there were more requests than a report counts, and `until` is before the end. */
            complete: boolean;
            drillId: string;
            /** @description Of those that the drill met, not answered. */
            failed: components["schemas"]["FailedRequestsDto"][];
            /** @description ISO 8601: requests that came in from then on are counted. */
            from: string;
            /** @description Requests of which the drill met at least one attempt. */
            met: number;
            /** @description The attempts that it met. One that a flaky drill let through is among them. */
            metAttempts: components["schemas"]["MetAttemptsDto"][];
            /** @description How long the requests took that it met. Null when it met none. */
            metMs: components["schemas"]["TookDto"] | null;
            /** @description All of the project in that time, refused ones too. Rows older than `REQUEST_RETENTION_DAYS` are gone and in no report. */
            requests: number;
            /** @description Of these, answered by another target after the drill had failed one. */
            saved: number;
            /** @description Of those that it did not meet and that came as far as a target. Null when there were none. */
            unmetMs: components["schemas"]["TookDto"] | null;
            /** @description ISO 8601: the end of what is counted; of a drill under way it is now. */
            until: string;
        };
        Error: {
            error: {
                /** @description For programs */
                code: string | null;
                /** @description For people */
                message: string;
                /** @description The field that is to blame */
                param: string | null;
                /** @description Everything that is wrong, field by field */
                problems?: {
                    message: string;
                    param: string;
                }[];
                type: string;
            };
        };
        ExplainedAttemptDto: {
            /** @description 1 is the first one that was begun. */
            attempt: number;
            /** @description `env:<provider>`, or the id of a stored credential. */
            credentialId: string;
            /** @description The failure on purpose that met it. */
            drillId: string | null;
            firstTokenMs: number | null;
            modelServed: string;
            /** @description `ok`, or an error code. */
            outcome: string;
            providerId: string;
            /**
             * @description Why it was this one's turn.
             * @enum {string}
             */
            reason: "affinity" | "cheapest" | "fallback" | "last-usable" | "latency" | "pinned" | "preferred" | "priority" | "retry" | "weighted";
            /** @description Of the target, in an admin's words. */
            region: string | null;
            targetId: string;
            totalMs: number;
            /** @description `reason` in a sentence. */
            why: string;
        };
        ExplainedRequestDto: {
            /** @description ISO 8601: when it came in. */
            at: string;
            /** @description The calls of providers that were made for it, each with why that one was made. */
            attempts: components["schemas"]["ExplainedAttemptDto"][];
            /** @description `chat`, `completions`, `embeddings`, `models` or `route`. */
            endpoint: string;
            /** @description Null: it was answered. */
            errorCode: string | null;
            /** @description What the caller was given as `x-request-id`. */
            id: string;
            keyId: string;
            /** @description As the caller wrote it. Null where it was refused before its body was read. */
            model: string | null;
            /** @description Parameters that the target was not told, since it does not know them. */
            paramsDropped: string[];
            processId: string;
            projectId: string;
            /** @description What the error code means. */
            reason: string | null;
            /** @description The request whose kept answer was given once more, under one `Idempotency-Key`. */
            replayOf: string | null;
            /** @description 499: the caller left. A stream that failed after its 200 keeps that. */
            status: number;
            stream: boolean;
            totalMs: number;
        };
        FailedRequestsDto: {
            /** @description `cancelled`: the caller left. */
            errorCode: string | null;
            requests: number;
            /** @description A stream that broke off after its 200 keeps that. */
            status: number;
        };
        FallbacksDto: {
            any: string[];
            contentPolicy: string[];
            contextWindow: string[];
        };
        FallbacksEntry: {
            /** @description When its targets fail. */
            any?: string[];
            /** @description When its provider refuses the content. */
            contentPolicy?: string[];
            /** @description When the request is longer than its context window. */
            contextWindow?: string[];
        };
        FieldChangeDto: {
            after: (string | number | boolean | unknown[] | Record<string, never>) | null;
            /** @description Null: nothing. */
            before: (string | number | boolean | unknown[] | Record<string, never>) | null;
            field: string;
        };
        FiguresDto: {
            /** @description Calls of providers: with those that were tried again elsewhere. */
            attempts: number;
            charged: string;
            /** @description USD, exact decimal text: with the markup or discount of the project. */
            chargedUsd: string;
            /** @description Requests that failed. */
            errors: number;
            failedAttempts: number;
            /** @description Likewise, to its first content. */
            firstTokenMs: components["schemas"]["QuantilesDto"];
            images: number;
            /** @description Of answered requests: the attempt that answered, to its end. */
            latencyMs: components["schemas"]["QuantilesDto"];
            /** @description The same in the report's currency, exact, not rounded. */
            list: string;
            /** @description USD, exact decimal text: what the provider's prices come to. */
            listUsd: string;
            /** @description That reached a provider; those refused before are not in the ledger. */
            requests: number;
            tokens: components["schemas"]["TokensDto"];
        };
        FundProjectDto: {
            /** @description Markup on the list price in hundredths of a percent; a discount when negative. */
            basisPoints?: number;
            /** @description Whom finance books its cost under; null: nobody in particular. */
            costCentre?: string | null;
            /** @description Whose limits its keys have, unless a key has its own. */
            tierId?: string;
        };
        GivenRateDto: {
            currency: string;
            /** @description Like `2026-11-25`. */
            day: string;
            /** @description Decimal text. */
            rate: string;
        };
        GroupDto: {
            /** @description As it was asked for: `project`, `tag:team`, … */
            by: string;
            /** @description Null: without one. */
            id: string | null;
            /** @description For people; `(none)`, and `(other)` of the row of all that is not at the top. */
            name: string;
        };
        HealthDto: {
            /** @enum {string} */
            status: "ok";
        };
        HeldPermissionsDto: {
            /** @description Held everywhere. */
            organisation: string[];
            /** @description By the project's id: all that is held there. */
            projects: {
                [key: string]: string[];
            };
        };
        ImportedRatesDto: {
            /** @description Of days that had none. */
            created: number;
            /** @description In the place of another rate or source. */
            replaced: number;
            /** @description That were there already. */
            unchanged: number;
        };
        ImportRatesDto: {
            /** @description With a first line `currency,day,rate`, or `date` and then currencies. At most 10,000 rates. Also as a body of type `text/csv`. */
            csv?: string;
            /** @description At most 10,000. */
            rates?: components["schemas"]["GivenRateDto"][];
        };
        InvitationDto: {
            /** @description ISO 8601, like the other. */
            createdAt: string;
            /** @description The member who invites; null: AIProxy itself. */
            createdBy: string | null;
            email: string;
            expiresAt: string;
            id: string;
            projectRoles: components["schemas"]["ProjectRoleDto"][];
            role: string | null;
        };
        InvitationListDto: {
            data: components["schemas"]["InvitationDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        KeyDto: {
            allowedAddresses: string[];
            allowedModels: string[];
            allowedProviders: string[];
            /** @description ISO 8601, all of these. */
            createdAt: string;
            deniedModels: string[];
            deniedProviders: string[];
            disabledAt: string | null;
            /** @enum {string} */
            endUserPolicy: "ignored" | "optional" | "required";
            expiresAt: string | null;
            id: string;
            /** @description The end of its secret, to tell it by. */
            last4: string;
            lastUsed: components["schemas"]["KeyUseDto"] | null;
            limits: components["schemas"]["KeyLimitsDto"];
            /**
             * @description `file`: its settings are read-only here, since the configuration file has them in its hands.
             * @enum {string}
             */
            managedBy: "api" | "file";
            name: string;
            ownerId: string | null;
            permissions: string[];
            /** @description The secret before the last rotation while it works. */
            previous: components["schemas"]["PreviousSecretDto"] | null;
            projectId: string;
            revokedAt: string | null;
            /**
             * @description What is for good goes first.
             * @enum {string}
             */
            state: "active" | "disabled" | "expired" | "revoked";
            tags: {
                [key: string]: string;
            };
            tierId: string | null;
            /** @description Also the ETag. */
            version: number;
        };
        KeyEntry: {
            /** @description Addresses and networks (CIDR) that it may be used from. None: any. */
            allowedAddresses?: string[];
            /** @description The models that it may ask for: patterns with *. None: all. */
            allowedModels?: string[];
            /** @description The providers that may serve it: ids, or patterns with *. None: all. */
            allowedProviders?: string[];
            /** @description The models that it may not ask for, whatever is allowed. */
            deniedModels?: string[];
            /** @description The providers that may not serve it, whatever is allowed. */
            deniedProviders?: string[];
            /** @description It does not work while this is true. */
            disabled?: boolean;
            /**
             * @description Whether requests must name their end user. Default: optional.
             * @enum {string}
             */
            endUserPolicy?: "ignored" | "optional" | "required";
            /** @description From then on it does not work. A date is its first moment in UTC. */
            expiresAt?: string;
            /** @description Limits in place of the tier's. */
            limits?: components["schemas"]["KeyLimitsEntry"];
            /** @description What it may do. Either this or a preset. */
            permissions?: ("chat:write" | "completions:write" | "embeddings:write" | "models:read")[];
            /**
             * @description A choice of permissions that is often needed.
             * @enum {string}
             */
            preset?: "all" | "embeddings" | "inference" | "read-only";
            /** @description What its requests are tagged with. */
            tags?: {
                [key: string]: string;
            };
            /** @description The name of a tier, instead of the project's. */
            tier?: string;
        };
        KeyLimitsDto: {
            /** @description Requests under way at once. */
            concurrentRequests?: number | "unlimited";
            /** @description Requests in a day (UTC). */
            requestsPerDay?: number | "unlimited";
            /** @description Requests in a minute of the clock. */
            requestsPerMinute?: number | "unlimited";
            /** @description Tokens, in and out, in a minute of the clock. */
            tokensPerMinute?: number | "unlimited";
        };
        KeyLimitsEntry: {
            /** @description Requests under way at once, or "unlimited". */
            concurrentRequests?: number | "unlimited";
            /** @description Requests in a day (UTC), or "unlimited". */
            requestsPerDay?: number | "unlimited";
            /** @description Requests in a minute, or "unlimited". */
            requestsPerMinute?: number | "unlimited";
            /** @description Tokens, in and out, in a minute, or "unlimited". */
            tokensPerMinute?: number | "unlimited";
        };
        KeyListDto: {
            data: components["schemas"]["KeyDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        KeyPermissionDto: {
            id: string;
            words: string;
        };
        KeyPermissionsDto: {
            permissions: components["schemas"]["KeyPermissionDto"][];
            presets: components["schemas"]["KeyPresetDto"][];
        };
        KeyPresetDto: {
            /** @enum {string} */
            id: "all" | "embeddings" | "inference" | "read-only";
            permissions: string[];
            words: string;
        };
        KeyUseDto: {
            address: string;
            /** @description ISO 8601. Written in batches: some seconds late. */
            at: string;
            /** @description The user agent, shortened. */
            client: string;
        };
        LastDeliveryDto: {
            attempts: number;
            /** @description ISO 8601, like the others. */
            deliveredAt: string | null;
            eventId: string;
            /** @description When it is tried again; null: it is delivered, or was given up after a day. */
            nextAt: string | null;
            /** @description Why it was not taken the last time. */
            problem: string | null;
        };
        LedgerFiguresDto: {
            chargedUsd: string;
            listUsd: string;
            tokens: components["schemas"]["LedgerTokensDto"];
        };
        LedgerListDto: {
            data: components["schemas"]["LedgerRowDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        LedgerProofDto: {
            checks: components["schemas"]["ProofCheckDto"][];
            /** @description Names of the checks that found differences. */
            differing: string[];
            finishedAt: string | null;
            /** @description The first month that was read, `2026-11`; null: from the beginning, or not known yet. */
            from: string | null;
            id: string;
            /** @description Attempts whose cost was computed again. */
            rows: number;
            startedAt: string;
            /** @enum {string} */
            state: "broken-off" | "differs" | "ok" | "running";
        };
        LedgerProofListDto: {
            data: components["schemas"]["LedgerProofSummaryDto"][];
        };
        LedgerProofSummaryDto: {
            /** @description Names of the checks that found differences. */
            differing: string[];
            finishedAt: string | null;
            id: string;
            startedAt: string;
            /** @enum {string} */
            state: "broken-off" | "differs" | "ok" | "running";
        };
        LedgerRequestDto: {
            /** @description All of them together. */
            net: components["schemas"]["LedgerFiguresDto"];
            /** @description Its attempts, and then what corrects them. */
            rows: components["schemas"]["LedgerRowDto"][];
        };
        LedgerRowDto: {
            attempt: number;
            author: string | null;
            /** @description The project's markup (or, negative, discount) as of the request, in hundredths of a percent. */
            basisPoints: number;
            chargedPicoUsd: string;
            chargedUsd: string;
            /** @enum {string} */
            confidence: "counted" | "estimated" | "none" | "reported" | "unpriced";
            /** @description Of an adjustment. */
            corrects: components["schemas"]["CorrectedRowDto"] | null;
            costCentre: string | null;
            credentialId: string;
            endpoint: string;
            endUser: string | null;
            /** @description Its reply went to the caller, or it was the last one tried. */
            final: boolean;
            firstTokenMs: number | null;
            keyId: string;
            /** @enum {string} */
            kind: "adjustment" | "attempt";
            /** @description The same figures in the unit that they are kept in: whole 10^-12 USD. */
            listPicoUsd: string;
            listUsd: string;
            memberId: string | null;
            modelAsked: string;
            modelServed: string;
            /** @description ISO 8601. Of an adjustment that of the row it corrects. */
            openedAt: string;
            outcome: string;
            /** @description The month it counts in. */
            period: string;
            /** @description The price version it was computed by. Null: free, or without a price. */
            priceVersionId: string | null;
            processId: string;
            projectId: string;
            providerId: string;
            reason: string | null;
            /** @description Of an adjustment an id of its own, `adj_…`. */
            requestId: string;
            sequence: string;
            tags: {
                [key: string]: string;
            };
            tokens: components["schemas"]["LedgerTokensDto"];
            totalMs: number;
        };
        LedgerTokensDto: {
            cacheRead: number;
            cacheWrite1h: number;
            cacheWrite5m: number;
            /** @description Not tokens: images that were made. */
            images: number;
            inputAudio: number;
            inputImage: number;
            inputText: number;
            outputAudio: number;
            outputReasoning: number;
            outputText: number;
        };
        LedgerTotalDto: {
            byConfidence: components["schemas"]["ConfidenceShareDto"][];
            /** @description The ledger in the span, of the same filter (end users and tags as well), whatever the groups. */
            total: components["schemas"]["FiguresDto"];
        };
        MemberDto: {
            /** @description ISO 8601, like the others. */
            createdAt: string;
            /** @description Null: may sign in. */
            disabledAt: string | null;
            email: string;
            /** @description Whether single sign-on has let them in. */
            hasOidc: boolean;
            hasPassword: boolean;
            /** @description Whether a second factor is asked for. */
            hasTotp: boolean;
            id: string;
            lastSignInAt: string | null;
            name: string;
            projectRoles: components["schemas"]["ProjectRoleDto"][];
            /** @description In the organisation; null: only in the projects below. */
            role: string | null;
            /** @description Also the ETag. */
            version: number;
        };
        MemberListDto: {
            data: components["schemas"]["MemberDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        MetAttemptsDto: {
            attempts: number;
            /** @description `ok`, or an error code. */
            outcome: string;
        };
        ModelDto: {
            aliases: string[];
            capabilities: string[];
            contextWindow: number | null;
            /** @description ISO 8601. */
            createdAt: string;
            /** @description Public ids, in order. One that was retired since stays in its list, and is passed over. */
            fallbacks: components["schemas"]["FallbacksDto"];
            id: string;
            maxOutputTokens: number | null;
            /** @description ISO 8601; null while it is offered. */
            retiredAt: string | null;
            /**
             * @description `file`: read-only here. `catalogue`: becomes an admin's once it is changed, and the catalogue then leaves it alone.
             * @enum {string}
             */
            source: "admin" | "catalogue" | "file";
            /** @enum {string} */
            strategy: "affinity" | "cheapest" | "latency" | "weighted";
            /** @description Those in use, by priority and weight. */
            targets: components["schemas"]["TargetDto"][];
            /** @enum {string} */
            type: "chat" | "completion" | "embedding";
            /** @description Also the ETag. Aliases and targets count, too. */
            version: number;
        };
        ModelEntry: {
            /** @description Further names that callers may ask for it by. */
            aliases?: string[];
            /** @description text, vision, tools, reasoning, … */
            capabilities?: string[];
            /** @description Tokens that a request may hold, with its answer. */
            contextWindow?: number;
            /** @description Models to go on with, in order: of the same type, none for embeddings. */
            fallbacks?: components["schemas"]["FallbacksEntry"];
            /** @description Tokens that an answer may hold. */
            maxOutputTokens?: number;
            /**
             * @description How one of the targets of a priority is chosen: by weight, the quickest, the cheapest, or the same one for what begins alike. Default: weighted.
             * @enum {string}
             */
            strategy?: "affinity" | "cheapest" | "latency" | "weighted";
            /** @description All that can serve it. */
            targets: components["schemas"]["TargetEntry"][];
            /**
             * @description What it is for.
             * @enum {string}
             */
            type: "chat" | "completion" | "embedding";
        };
        ModelLimitsDto: {
            /** @description Requests under way at once. */
            concurrentRequests: number | "unlimited";
            /** @description A pattern with `*` over the models' public ids. */
            models: string;
            /** @description Requests in a day (UTC). */
            requestsPerDay: number | "unlimited";
            /** @description Requests in a minute of the clock. */
            requestsPerMinute: number | "unlimited";
            /** @description Tokens, in and out, in a minute of the clock. */
            tokensPerMinute: number | "unlimited";
        };
        ModelLimitsEntry: {
            /** @description Requests under way at once, or "unlimited". */
            concurrentRequests: number | "unlimited";
            /** @description The models it is about: a pattern with * over their public ids. */
            models: string;
            /** @description Requests in a day (UTC), or "unlimited". */
            requestsPerDay: number | "unlimited";
            /** @description Requests in a minute, or "unlimited". */
            requestsPerMinute: number | "unlimited";
            /** @description Tokens, in and out, in a minute, or "unlimited". */
            tokensPerMinute: number | "unlimited";
        };
        ModelListDto: {
            data: components["schemas"]["ModelDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        MoverDto: {
            after: components["schemas"]["FiguresDto"];
            before: components["schemas"]["FiguresDto"];
            /** @description USD, decimal text. */
            changeUsd: string;
            group: components["schemas"]["GroupDto"];
            /**
             * @description `new`: nothing before; `gone`: nothing now.
             * @enum {string}
             */
            kind: "down" | "gone" | "new" | "up";
        };
        MoversDto: {
            /** @description The largest changes of charged cost first. */
            data: components["schemas"]["MoverDto"][];
            from: string;
            previousFrom: string;
            previousTo: string;
            to: string;
        };
        NewAccessTokenDto: {
            /** @description ISO 8601, like the others. */
            createdAt: string;
            expiresAt: string;
            id: string;
            /** @description The last characters of the secret. */
            last4: string;
            /** @description Written at most once a minute. */
            lastUsedAt: string | null;
            name: string;
            /** @enum {string} */
            role: "admin" | "auditor" | "finance" | "owner" | "viewer";
            /** @description To be sent as `Authorization: Bearer …`. Shown this once. */
            secret: string;
        };
        NewKeySecretDto: {
            key: string;
            project: string;
            /** @description Shown this once. */
            secret: string;
        };
        NewSecretDto: {
            allowedAddresses: string[];
            allowedModels: string[];
            allowedProviders: string[];
            /** @description ISO 8601, all of these. */
            createdAt: string;
            deniedModels: string[];
            deniedProviders: string[];
            disabledAt: string | null;
            /** @enum {string} */
            endUserPolicy: "ignored" | "optional" | "required";
            expiresAt: string | null;
            id: string;
            /** @description The end of its secret, to tell it by. */
            last4: string;
            lastUsed: components["schemas"]["KeyUseDto"] | null;
            limits: components["schemas"]["KeyLimitsDto"];
            /**
             * @description `file`: its settings are read-only here, since the configuration file has them in its hands.
             * @enum {string}
             */
            managedBy: "api" | "file";
            name: string;
            ownerId: string | null;
            permissions: string[];
            /** @description The secret before the last rotation while it works. */
            previous: components["schemas"]["PreviousSecretDto"] | null;
            projectId: string;
            revokedAt: string | null;
            /** @description Shown this once. */
            secret: string;
            /**
             * @description What is for good goes first.
             * @enum {string}
             */
            state: "active" | "disabled" | "expired" | "revoked";
            tags: {
                [key: string]: string;
            };
            tierId: string | null;
            /** @description Also the ETag. */
            version: number;
        };
        NewTotpDto: {
            /** @description In base32, to be typed into an authenticator app. */
            secret: string;
            /** @description The same as an `otpauth://` address, to be shown as a picture. */
            uri: string;
        };
        OwnSessionDto: {
            /** @description Where it was last seen. */
            address: string;
            /** @description The user agent. */
            client: string;
            /** @description ISO 8601, like the others. */
            createdAt: string;
            /** @description Whether it is the one that asks. */
            current: boolean;
            expiresAt: string;
            id: string;
            /** @description How the member proved who they are: `password`, `password+totp`, `password+recovery-code`, `oidc` or `link`. */
            method: string;
            seenAt: string;
        };
        OwnSessionListDto: {
            data: components["schemas"]["OwnSessionDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        PasswordResetAskedDto: {
            /** @description The same for every address. */
            message: string;
        };
        PeriodDto: {
            chargedUsd: string;
            closedAt: string | null;
            closedBy: string | null;
            listUsd: string;
            /** @description `2026-11`, in the organisation's time zone. */
            month: string;
            requests: number;
        };
        PeriodListDto: {
            data: components["schemas"]["PeriodDto"][];
        };
        PlanDto: {
            /** @description Of the steps: to be sent when they are to be applied, and no others. */
            fingerprint: string;
            /** @description In the order in which they are done; none: the configuration is what the file says. */
            steps: components["schemas"]["StepDto"][];
        };
        PreviewPriceDto: {
            /**
             * @description The provider's service tier; `default` is every ordinary call's. `ceiling` is none of a provider's: that price stands in for
             *     whatever has none of its own, and what is booked at it is marked `unpriced`. A model without any other price is served at it.
             */
            serviceTier?: string;
            /** @description A price for each bucket that is used; all of them "0" makes it free. */
            unitPrices: components["schemas"]["CreateUnitPriceDto"][];
        };
        PreviousSecretDto: {
            last4: string;
            /** @description ISO 8601. It works until then. */
            until: string;
        };
        PriceDto: {
            createdAt: string;
            id: string;
            /** @description Null where no admin set it. */
            reason: string | null;
            serviceTier: string;
            /** @description `admin`, `file`, or where the catalogue has it from. */
            source: string;
            targetId: string;
            unitPrices: components["schemas"]["UnitPriceDto"][];
            /** @description ISO 8601, like `createdAt`. */
            validFrom: string;
        };
        PriceEntry: {
            /** @description The provider's service tier. Default: default. */
            serviceTier?: string;
            /** @description A price for each bucket that is used, "0" where it costs nothing. */
            unitPrices: components["schemas"]["UnitPriceEntry"][];
            /** @description From when on. A date is its first moment in UTC. */
            validFrom: string;
        };
        PriceListDto: {
            data: components["schemas"]["PriceDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        PricePreviewDto: {
            /** @description Rows of the ledger that these prices would be for: what was booked at this target's prices of the service tier, at its ceiling, or unpriced. */
            attempts: number;
            /** @description US dollars as text, to the last digit, before any markup or discount of projects. */
            bookedListUsd: string;
            /** @description ISO 8601, like `until`. */
            from: string;
            /** @description What was used and has no price among these. */
            lackingBuckets: ("cacheRead" | "cacheWrite1h" | "cacheWrite5m" | "images" | "inputAudio" | "inputImage" | "inputText" | "outputAudio" | "outputReasoning" | "outputText" | "request")[];
            newListUsd: string;
            /** @description Of these, booked at no price or at one that stood in. */
            unpricedAttempts: number;
            until: string;
        };
        ProjectDto: {
            /** @description ISO 8601. Its keys do not work from then on; null: they do. */
            archivedAt: string | null;
            basisPoints: number;
            costCentre: string | null;
            /** @description ISO 8601. */
            createdAt: string;
            id: string;
            /**
             * @description What is kept of what is said.
             * @enum {string}
             */
            keepBodies: "both" | "none" | "requests";
            /** @description For how many days. */
            keepBodiesDays: number;
            /**
             * @description `file`: read-only here, since the configuration file has it in its hands.
             * @enum {string}
             */
            managedBy: "api" | "file";
            name: string;
            /** @enum {string} */
            onHangUp: "abort" | "drain";
            tags: {
                [key: string]: string;
            };
            tierId: string;
            /** @description Also the ETag. */
            version: number;
        };
        ProjectEntry: {
            /** @description Markup on the list price in hundredths of a percent; a discount when negative. Default: 0. */
            basisPoints?: number;
            /** @description Where its costs are booked. */
            costCentre?: string;
            /**
             * @description What is kept, sealed, of what is said: nothing, the requests, or the answers too. Default: none.
             * @enum {string}
             */
            keepBodies?: "both" | "none" | "requests";
            /** @description For how many days. Default: 7. */
            keepBodiesDays?: number;
            /** @description Its keys by name. The secret of a new one is shown once, when the file is applied. */
            keys?: {
                [key: string]: components["schemas"]["KeyEntry"];
            };
            /**
             * @description What becomes of an answer whose caller leaves: ended at once, or read on, within bounds, so that its usage is exact. Default: abort.
             * @enum {string}
             */
            onHangUp?: "abort" | "drain";
            /** @description What its requests are tagged with. */
            tags?: {
                [key: string]: string;
            };
            /** @description The name of the tier that it subscribes to. */
            tier: string;
        };
        ProjectGrantDto: {
            projectId: string;
            /** @enum {string} */
            role: "admin" | "developer" | "viewer";
        };
        ProjectListDto: {
            data: components["schemas"]["ProjectDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        ProjectMemberDto: {
            /** @description When they were added; ISO 8601. */
            createdAt: string;
            /** @description Whether they may not sign in at all. */
            disabled: boolean;
            email: string;
            memberId: string;
            name: string;
            /** @description In the project. */
            role: string;
        };
        ProjectMemberListDto: {
            data: components["schemas"]["ProjectMemberDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        ProjectRoleDto: {
            projectId: string;
            role: string;
        };
        ProofCheckDto: {
            /** @description The first twenty. */
            differences: components["schemas"]["ProofDifferenceDto"][];
            /** @description What was compared. */
            figures: {
                [key: string]: string;
            };
            /** @description `days`, `months`, `project-days`, `label-days`, `label-months`, `value-months`, `quarter-hours`, `sequences`, `costs`, `adjustments`, `append-only`, `holds`. */
            name: string;
            note: string | null;
            /**
             * @description `pending`: the next proof will say. `skipped`: it was not asked.
             * @enum {string}
             */
            state: "differs" | "ok" | "pending" | "skipped";
        };
        ProofDifferenceDto: {
            /** @description Where: a row, a day, a process. */
            at: {
                [key: string]: string | null;
            };
            expected: string;
            found: string;
            what: string;
        };
        ProviderDto: {
            /** @description Its own; null where nothing is called over the network. */
            baseUrl: string | null;
            /**
             * @description `free`: costs nothing by declaration. `priced`: a model without a price is refused.
             * @enum {string}
             */
            billing: "free" | "priced";
            /** @description By the environment or a stored credential in use. */
            connected: boolean;
            /** @description How many credentials are stored, disabled ones included. */
            credentials: number;
            /** @description The wire format that it speaks. */
            dialect: string;
            endpoints: ("chat" | "completions" | "embeddings")[];
            /** @description `env:<id>` where the environment connects it; read-only here. */
            environmentCredential: string | null;
            /** @description `openai`, `anthropic`, … */
            id: string;
            /** @description As people write it. */
            name: string;
            /** @description Whether a credential needs a secret; without it it needs a base URL. */
            needsSecret: boolean;
        };
        ProviderEntry: {
            /** @description Its credentials by name. */
            credentials: {
                [key: string]: components["schemas"]["CredentialEntry"];
            };
        };
        ProviderListDto: {
            data: components["schemas"]["ProviderDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        QuantilesDto: {
            p50: number | null;
            p95: number | null;
        };
        RaiseDto: {
            amountUsd: string;
            createdAt: string;
            createdBy: string;
            /** @description When it was ended before its time. */
            endedAt: string | null;
            id: string;
            reason: string;
            /** @description ISO 8601, like the others. */
            until: string;
        };
        RateDto: {
            /** @description The day that the rate is of: the interval's last one, or the youngest before it that has a rate. */
            day: string | null;
            /** @description Units of the currency for 1 USD, decimal text. */
            rate: string;
            source: string | null;
            /** @description Of the interval that begins so. */
            start: string;
        };
        ReadinessDto: {
            reasons: string[];
            /** @enum {string} */
            status: "ok" | "unavailable";
        };
        RecoveryCodesDto: {
            /** @description Shown this once. Each lets in once, in place of the second factor. */
            recoveryCodes: string[];
        };
        RedeemInvitationDto: {
            name: string;
            /** @description 12 to 128 characters. */
            password: string;
            /** @description What stands behind `#` in the link. */
            token: string;
        };
        RedeemPasswordResetDto: {
            /** @description 12 to 128 characters. */
            password: string;
            /** @description What stands behind `#` in the link. */
            token: string;
        };
        RemoveTotpDto: {
            /** @description Six digits of the second factor, or a recovery code. */
            code: string;
            password: string;
        };
        ReportCurrencyDto: {
            /** @description ISO 4217. */
            code: string;
            /** @description Likewise those of `previous` and `previousTotal`. None unless compared. */
            previousRates: components["schemas"]["RateDto"][];
            /** @description Every figure of an interval is its USD times this, that of a total each interval by its own. By start; none for USD. */
            rates: components["schemas"]["RateDto"][];
        };
        ReportRowDto: {
            figures: components["schemas"]["FiguresDto"];
            groups: components["schemas"]["GroupDto"][];
            /** @description All groups that are not at the top, as one. */
            isRest: boolean;
            /** @description Of the same group in the same interval of the span before. Null: not asked for, not comparable, or nothing there. */
            previous: components["schemas"]["FiguresDto"] | null;
            /** @description The first day of the interval, or the hour's beginning (ISO 8601). A week or a fiscal month may begin before the span. */
            start: string;
        };
        ReportRunDto: {
            attempts: number;
            /** @description USD, decimal text. */
            chargedUsd: string | null;
            /** @description ISO 8601, like the others: the last moment at which it was due. */
            dueAt: string;
            finishedAt: string | null;
            /** @description The first and the last day of what was sent. */
            from: string | null;
            id: string;
            /** @description When it is tried again; null: it is over. */
            nextAt: string | null;
            /**
             * @description Null: it is under way. `skipped`: there was nobody to send it to, or its schedule was paused or removed.
             * @enum {string|null}
             */
            outcome: "failed" | "ok" | "skipped" | null;
            /** @description Why it was not taken the last time. */
            problem: string | null;
            rowCount: number | null;
            /** @description Null: the schedule was removed. */
            scheduleId: string | null;
            startedAt: string | null;
            /** @description Who asked for it; null: its time had come. */
            startedBy: string | null;
            to: string | null;
        };
        ReportRunListDto: {
            data: components["schemas"]["ReportRunDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        RequestAttemptDto: {
            /** @description 1 is the first one that was begun. */
            attempt: number;
            /** @description `env:<provider>`, or the id of a stored credential. */
            credentialId: string;
            /** @description The failure on purpose that met it. */
            drillId: string | null;
            firstTokenMs: number | null;
            modelServed: string;
            /** @description `ok`, or an error code. */
            outcome: string;
            providerId: string;
            /**
             * @description Why it was this one's turn.
             * @enum {string}
             */
            reason: "affinity" | "cheapest" | "fallback" | "last-usable" | "latency" | "pinned" | "preferred" | "priority" | "retry" | "weighted";
            /** @description Of the target, in an admin's words. */
            region: string | null;
            targetId: string;
            totalMs: number;
        };
        RequestBodyDto: {
            /** @description What the caller was told; of a stream its chunks as one. Null: it was not kept, or is kept no longer. */
            answer: string | null;
            answerCut: boolean;
            /** @description Of the request. */
            id: string;
            /** @description What the caller sent. Null: it was not kept, or is kept no longer. */
            request: string | null;
            /** @description Whether there was more of it. */
            requestCut: boolean;
        };
        RequestDto: {
            /** @description ISO 8601: when it came in. */
            at: string;
            /** @description The calls of providers that were made for it. */
            attempts: components["schemas"]["RequestAttemptDto"][];
            /** @description `chat`, `completions`, `embeddings`, `models` or `route`. */
            endpoint: string;
            /** @description Null: it was answered. */
            errorCode: string | null;
            /** @description What the caller was given as `x-request-id`. */
            id: string;
            keyId: string;
            /** @description As the caller wrote it. Null where it was refused before its body was read. */
            model: string | null;
            /** @description Parameters that the target was not told, since it does not know them. */
            paramsDropped: string[];
            processId: string;
            projectId: string;
            /** @description What the error code means. */
            reason: string | null;
            /** @description The request whose kept answer was given once more, under one `Idempotency-Key`. */
            replayOf: string | null;
            /** @description 499: the caller left. A stream that failed after its 200 keeps that. */
            status: number;
            stream: boolean;
            totalMs: number;
        };
        RequestListDto: {
            data: components["schemas"]["RequestDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        RoleInProjectDto: {
            projectId: string;
            role: string;
        };
        RotateCredentialDto: {
            /** @description Takes the place of the one before at once. */
            secret: string;
        };
        RotateKeyDto: {
            /**
             * @description How long the secret of before works beside the new one: up to 30 days, a day if nothing is said, 0: not at all.
             * @default 86400
             */
            overlapSeconds: number;
        };
        RunNowDto: {
            /** @description To whom that one sends it. */
            scheduleId: string;
        };
        SavedReportDto: {
            /** @description ISO 8601. */
            createdAt: string;
            id: string;
            /** @description Where the dashboard shows it. */
            link: string;
            name: string;
            ownerId: string;
            ownerName: string;
            query: components["schemas"]["UsageReportQueryDto"];
            /** @description Also the ETag. */
            version: number;
            /** @enum {string} */
            visibility: "organisation" | "own";
        };
        SavedReportListDto: {
            data: components["schemas"]["SavedReportDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        ScheduleDto: {
            /** @enum {string} */
            cadence: "daily" | "monthly" | "quarterly" | "weekly";
            channelId: string | null;
            /** @description ISO 8601. */
            createdAt: string;
            day: number | null;
            /** @description Of members who are not disabled. */
            emails: string[];
            enabled: boolean;
            /** @enum {string} */
            format: "csv" | "json" | "xlsx";
            id: string;
            /** @description ISO 8601; null: it is paused. */
            nextAt: string | null;
            /** @description Who set it last: what they may see is sent. */
            ownerName: string;
            time: string;
            timeZone: string;
            /** @description Also the ETag. */
            version: number;
        };
        ScheduleListDto: {
            data: components["schemas"]["ScheduleDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        SessionDto: {
            /** @description To be sent as X-CSRF-Token with every request that changes something. A new one comes in the header of that name. Null for access tokens. */
            csrfToken: string | null;
            /** @description When the session ends at the latest; ISO 8601. Null for access tokens. */
            expiresAt: string | null;
            member: components["schemas"]["SignedInMemberDto"];
            permissions: components["schemas"]["HeldPermissionsDto"];
        };
        SetCurrencyRateDto: {
            /**
             * @description Units of the currency for 1 USD: decimal text of at most twelve decimals.
             * @example 0.9217
             */
            rate: string;
            /** @description Where it is from, for whoever doubts a figure. */
            source: string;
        };
        SetFallbacksDto: {
            /** @description Public ids, in order: to go on with when its targets fail. */
            any?: string[];
            /** @description When its provider refuses the content. */
            contentPolicy?: string[];
            /** @description When the request is longer than its context window. */
            contextWindow?: string[];
        };
        SetProjectMemberDto: {
            /** @enum {string} */
            role: "admin" | "developer" | "viewer";
        };
        SetTimeoutsDto: {
            /** @description To be connected. Null, of each: as the process has it. */
            connectMs?: number | null;
            /** @description To the first byte of the answer. */
            firstByteMs?: number | null;
            /** @description Between two chunks of it. */
            idleMs?: number | null;
            /** @description All in all. */
            totalMs?: number | null;
        };
        SettingsDto: {
            /**
             * Format: currency
             * @description ISO 4217, of what reports show. The ledger is always in US dollars.
             */
            currency: string;
            /** @description 1 to 28: the fiscal year, and every fiscal month, begins on this day of the month. */
            fiscalYearStartDay: number;
            /** @description 1 to 12: the fiscal year begins in this month. */
            fiscalYearStartMonth: number;
            /** @description 0 to 12: decimals of amounts that are shown. Nothing is rounded before that. */
            moneyDecimals: number;
            /** @description BCP 47: the separators of numbers that are shown, and where the currency stands. */
            numberLocale: string;
            /** @description Empty: not said. */
            organisationName: string;
            /**
             * @description Of a half, when an amount is shown: `half-even` to the even neighbour, `half-up` away from zero.
             * @enum {string}
             */
            rounding: "half-even" | "half-up";
            /** @description IANA name. Days, weeks, months and quarters of budgets and reports are this zone's. */
            timeZone: string;
            /** @description Also the ETag. */
            version: number;
        };
        SetupDto: {
            email: string;
            name: string;
            /** @description 12 to 128 characters. */
            password: string;
            /** @description What stands behind `#` in the setup link. */
            token: string;
        };
        SignedInMemberDto: {
            email: string;
            hasPassword: boolean;
            hasTotp: boolean;
            id: string;
            name: string;
            projectRoles: components["schemas"]["RoleInProjectDto"][];
            /** @description In the organisation; null: only in the projects below. */
            role: string | null;
        };
        SignInDto: {
            /** @description Of the second factor, or a recovery code. Asked for with `second_factor_required`. */
            code?: string;
            email: string;
            password: string;
        };
        SignInMethodsDto: {
            /** @description Null: there is none. */
            oidc: components["schemas"]["SingleSignOnDto"] | null;
            password: boolean;
            /** @description Whether whoever forgot the password can be mailed a link. */
            passwordResetByMail: boolean;
        };
        SingleSignOnDto: {
            /** @description What its button says. */
            name: string;
        };
        StandingDto: {
            /** @description With the raises that count now. */
            capUsd: string;
            /** @description ISO 8601: the window that we are in. */
            from: string;
            /** @description Held for requests under way; null where only the ledger tells. */
            heldUsd: string | null;
            /**
             * @description `counters`: what the proxies go by. `ledger`: the sum of the rows that are written by now; requests of the last moments may be missing.
             * @enum {string}
             */
            source: "counters" | "ledger";
            spentUsd: string;
            /** @description Null: it never ends. */
            until: string | null;
        };
        StepDto: {
            /**
             * @description `adopt`: it is as the file says, and comes into its hands. `release`: it is no longer in the file, stays as it is, and the API may
             *     change it again. Instead of being released alone, keys and credentials are disabled, projects archived, models and targets retired,
             *     aliases deleted.
             * @enum {string}
             */
            action: "adopt" | "archive" | "create" | "delete" | "disable" | "enable" | "release" | "restore" | "retire" | "unarchive" | "update";
            changes: components["schemas"]["FieldChangeDto"][];
            /** @description `acme/ci` is the key `ci` of the project `acme`. */
            name: string;
            /** @description `tier`, `project`, `key`, `credential`, `model`, `target`, `alias` or `price`. */
            resource: string;
        };
        TargetDto: {
            credentialId: string | null;
            id: string;
            modelId: string;
            priority: number;
            providerId: string;
            region: string | null;
            /** @description ISO 8601; null while it is in use. */
            retiredAt: string | null;
            /**
             * @description `file`: read-only here. `catalogue`: becomes an admin's once it is changed.
             * @enum {string}
             */
            source: "admin" | "catalogue" | "file";
            timeouts: components["schemas"]["TimeoutsDto"];
            upstreamModel: string;
            /** @description Also the ETag. */
            version: number;
            weight: number;
        };
        TargetEntry: {
            /** @description The name of the one credential to use. Without it: any of the provider's. */
            credential?: string;
            /** @description Prices by date. What was in force stays in force for what was used then: prices are added, never taken away. */
            prices?: components["schemas"]["PriceEntry"][];
            /** @description Lower is tried first. Default: 0. */
            priority?: number;
            /**
             * @description The provider that serves it.
             * @enum {string}
             */
            provider: "anthropic" | "deepseek" | "google" | "groq" | "mistral" | "ollama" | "openai" | "openrouter" | "sandbox" | "together" | "vllm" | "xai";
            /** @description Where it runs, in your words. Targets of one upstream model differ in this or in their credential: with another of either it is another target. */
            region?: string;
            /** @description How long a call may take. What is not said is as the process has it. */
            timeouts?: components["schemas"]["TimeoutsEntry"];
            /** @description The model's name there. */
            upstreamModel: string;
            /** @description Within one priority: how often it is chosen, against the others; see the model's strategy. Default: 1. */
            weight?: number;
        };
        TierDto: {
            /** @description Requests under way at once. */
            concurrentRequests: number | "unlimited";
            /** @description ISO 8601. */
            createdAt: string;
            id: string;
            /**
             * @description `file`: read-only here, since the configuration file has it in its hands.
             * @enum {string}
             */
            managedBy: "api" | "file";
            modelLimits: components["schemas"]["ModelLimitsDto"][];
            name: string;
            /** @description Requests in a day (UTC). */
            requestsPerDay: number | "unlimited";
            /** @description Requests in a minute of the clock. */
            requestsPerMinute: number | "unlimited";
            /** @description Tokens, in and out, in a minute of the clock. */
            tokensPerMinute: number | "unlimited";
            /** @description Also the ETag. */
            version: number;
        };
        TierEntry: {
            /** @description Requests under way at once, or "unlimited". */
            concurrentRequests: number | "unlimited";
            /** @description Further limits for the models that match. */
            modelLimits?: components["schemas"]["ModelLimitsEntry"][];
            /** @description Requests in a day (UTC), or "unlimited". */
            requestsPerDay: number | "unlimited";
            /** @description Requests in a minute, or "unlimited". */
            requestsPerMinute: number | "unlimited";
            /** @description Tokens, in and out, in a minute, or "unlimited". */
            tokensPerMinute: number | "unlimited";
        };
        TierListDto: {
            data: components["schemas"]["TierDto"][];
            /** @description For `cursor`; null on the last page. */
            nextCursor: string | null;
        };
        TimeoutsDto: {
            connectMs: number | null;
            firstByteMs: number | null;
            idleMs: number | null;
            totalMs: number | null;
        };
        TimeoutsEntry: {
            /** @description To be connected. */
            connectMs?: number;
            /** @description To the first byte of the answer. */
            firstByteMs?: number;
            /** @description Between two chunks of it. */
            idleMs?: number;
            /** @description All in all. */
            totalMs?: number;
        };
        TokensDto: {
            cacheRead: number;
            cacheWrite1h: number;
            cacheWrite5m: number;
            /** @description All of the input side: what OpenAI calls prompt tokens. */
            input: number;
            inputAudio: number;
            inputImage: number;
            inputText: number;
            /** @description All of the output side: completion tokens. */
            output: number;
            outputAudio: number;
            outputReasoning: number;
            outputText: number;
        };
        TookDto: {
            /** @description Milliseconds that half of the requests stayed within. */
            median: number;
            /** @description Milliseconds that 99 of 100 stayed within. */
            p99: number;
        };
        UnitPriceDto: {
            /** @enum {string} */
            bucket: "cacheRead" | "cacheWrite1h" | "cacheWrite5m" | "images" | "inputAudio" | "inputImage" | "inputText" | "outputAudio" | "outputReasoning" | "outputText" | "request";
            fromInputTokens: number;
            /** @description Null of `images` and `request`. */
            usdPerMillionTokens: string | null;
            /** @description Null of buckets of tokens. */
            usdPerUnit: string | null;
        };
        UnitPriceEntry: {
            /**
             * @description What is paid for.
             * @enum {string}
             */
            bucket: "cacheRead" | "cacheWrite1h" | "cacheWrite5m" | "images" | "inputAudio" | "inputImage" | "inputText" | "outputAudio" | "outputReasoning" | "outputText" | "request";
            /** @description From how many input tokens of a request on. Default: 0. */
            fromInputTokens?: number;
            /** @description US dollars for a million tokens, at most 6 decimals. Either this or usdPerUnit. */
            usdPerMillionTokens?: string;
            /** @description US dollars for one image or request, at most 12 decimals. */
            usdPerUnit?: string;
        };
        UpdateBudgetDto: {
            /** @description US dollars in decimal text: what may be charged in a window. */
            capUsd?: string;
            /** @description Ids of notification channels. */
            channelIds?: string[];
            /**
             * @description `hard` refuses what would cost more, `soft` only tells. `hard` when it is left out.
             * @enum {string}
             */
            mode?: "hard" | "soft";
            name?: string;
            /** @description Percent of the cap at which the channels are told, once in each window. 50, 80 and 100 when it is left out. */
            thresholds?: number[];
            /**
             * @description In the organisation's time zone; weeks begin on Monday. `total` never begins anew.
             * @enum {string}
             */
            window?: "day" | "fiscal-quarter" | "fiscal-year" | "month" | "quarter" | "total" | "week";
        };
        UpdateChannelDto: {
            /** @description Of a webhook and of Slack the URL, of mail the address. */
            address?: string;
            name?: string;
        };
        UpdateCredentialDto: {
            /** @description Instead of the provider's own: https, or http in private networks where ALLOW_PRIVATE_UPSTREAMS is set. */
            baseUrl?: string | null;
            /** @description Another one than the provider's others. */
            name?: string;
            /** @description Needed where another base URL is set: a stored secret is not sent to an address that it was not given for. */
            secret?: string;
        };
        UpdateKeyDto: {
            /** @description Addresses and networks (CIDR) that it may be used from; none: any. */
            allowedAddresses?: string[];
            /** @description Patterns with `*` over public ids; none: all. */
            allowedModels?: string[];
            /** @description Ids of providers, or patterns with `*`; none: all. */
            allowedProviders?: string[];
            /** @description They win over the allowed ones. */
            deniedModels?: string[];
            /** @description They win over the allowed ones. */
            deniedProviders?: string[];
            /**
             * @description Whether requests must name an end user; `ignored`: whom they name is not recorded.
             * @enum {string}
             */
            endUserPolicy?: "ignored" | "optional" | "required";
            /** @description ISO 8601 with its time zone, in the future; null: never. */
            expiresAt?: string | null;
            /** @description Some limits in place of the tier's. Needs `key:limit`. */
            limits?: components["schemas"]["KeyLimitsDto"];
            name?: string;
            /** @description The member whom its usage is booked under, who may read the project; null: nobody in particular. */
            ownerId?: string | null;
            /** @description What it may do: these, or those of a `preset`; one of the two. Nobody gives what they do not hold themselves. */
            permissions?: ("chat:write" | "completions:write" | "embeddings:write" | "models:read")[];
            /**
             * @description See /api/key-permissions. The key keeps the permissions, not the preset.
             * @enum {string}
             */
            preset?: "all" | "embeddings" | "inference" | "read-only";
            /** @description Booked with each request, beside the project's: at most 16 names and texts of 64 characters. */
            tags?: {
                [key: string]: string;
            };
            /** @description Instead of the project's tier; null: the project's. Needs `key:limit`. */
            tierId?: string | null;
        };
        UpdateMemberDto: {
            /** @description `true` ends their sessions and stops their access tokens at once. */
            disabled?: boolean;
            name?: string;
            /**
             * @description In the organisation; null takes it away.
             * @enum {string|null}
             */
            role?: "admin" | "auditor" | "finance" | "owner" | "viewer" | null;
        };
        UpdateModelDto: {
            /** @description `text`, `vision`, `tools`, `reasoning`, `audio`, … */
            capabilities?: string[];
            /** @description Tokens of a request with its answer; null: not known. */
            contextWindow?: number | null;
            /** @description At most 8 models for each case, offered and of the same type; none for embeddings. A list that is left out is empty. */
            fallbacks?: components["schemas"]["SetFallbacksDto"];
            /** @description Tokens of an answer; null: not known. */
            maxOutputTokens?: number | null;
            /**
             * @description How one of the targets of a priority is chosen: by weight, the quickest, the cheapest, or the same one for what begins alike.
             * @enum {string}
             */
            strategy?: "affinity" | "cheapest" | "latency" | "weighted";
            /** @enum {string} */
            type?: "chat" | "completion" | "embedding";
        };
        UpdateProjectDto: {
            /** @description Markup on the list price in hundredths of a percent; a discount when negative. */
            basisPoints?: number;
            /** @description Whom finance books its cost under; null: nobody in particular. */
            costCentre?: string | null;
            /**
             * @description What is kept, sealed, of what is said: nothing, the requests, or the answers too. Without media, and without what looks like a secret.
             * @enum {string}
             */
            keepBodies?: "both" | "none" | "requests";
            /** @description For how many days; 7 where nothing is said. */
            keepBodiesDays?: number;
            name?: string;
            /**
             * @description What becomes of an answer whose caller leaves: ended at once, or read on, within bounds, so that its usage is exact.
             * @enum {string}
             */
            onHangUp?: "abort" | "drain";
            /** @description Booked with each request: at most 16 names and texts of 64 characters. */
            tags?: {
                [key: string]: string;
            };
            /** @description Whose limits its keys have, unless a key has its own. */
            tierId?: string;
        };
        UpdateSavedReportDto: {
            /** @description Once among one's own. */
            name?: string;
            /** @description What `GET /api/reports/usage` is asked by. A `span` moves with the calendar; `from` and `to` do not, and are not sent by schedules. */
            query?: components["schemas"]["UsageReportQueryDto"];
            /**
             * @description `own`: nobody else sees it. `organisation`: whoever may see reports, and each sees their own figures in it. `own` when it is left out.
             * @enum {string}
             */
            visibility?: "organisation" | "own";
        };
        UpdateScheduleDto: {
            /** @enum {string} */
            cadence?: "daily" | "monthly" | "quarterly" | "weekly";
            /** @description A notification channel; or else `emails`. */
            channelId?: string | null;
            /** @description Of a week 1 (Monday) to 7; of a month, or of a quarter's first month, 1 to 31: its last day where it has no such one. None of `daily`. */
            day?: number | null;
            /** @description Addresses of members, who get it for as long as they are not disabled; or else `channelId`. */
            emails?: string[];
            /** @description `true` when it is left out. */
            enabled?: boolean;
            /**
             * @description The file that goes with it: `csv` when it is left out.
             * @enum {string}
             */
            format?: "csv" | "json" | "xlsx";
            /** @description Local time of the organisation. One that clocks skip is the moment of the jump, one that comes twice the first of the two. */
            time?: string;
        };
        UpdateSettingsDto: {
            /**
             * Format: currency
             * @description ISO 4217, of what reports show. The ledger is always in US dollars.
             */
            currency?: string;
            /** @description 1 to 28: the fiscal year, and every fiscal month, begins on this day of the month. */
            fiscalYearStartDay?: number;
            /** @description 1 to 12: the fiscal year begins in this month. */
            fiscalYearStartMonth?: number;
            /** @description 0 to 12: decimals of amounts that are shown. Nothing is rounded before that. */
            moneyDecimals?: number;
            /** @description BCP 47: the separators of numbers that are shown, and where the currency stands. */
            numberLocale?: string;
            /** @description Empty: not said. */
            organisationName?: string;
            /**
             * @description Of a half, when an amount is shown: `half-even` to the even neighbour, `half-up` away from zero.
             * @enum {string}
             */
            rounding?: "half-even" | "half-up";
            /** @description IANA name. Days, weeks, months and quarters of budgets and reports are this zone's. */
            timeZone?: string;
        };
        UpdateTargetDto: {
            /** @description The one credential to use; null: any of the provider's. */
            credentialId?: string | null;
            /** @description Lower is tried first. */
            priority?: number;
            /** @description Where it runs, in your words. Targets of one upstream model differ in this or in their credential. */
            region?: string | null;
            /** @description How long a call may take. What is not said is as the process has it. */
            timeouts?: components["schemas"]["SetTimeoutsDto"];
            /** @description Within one priority: how often it is chosen, against the others. See the model's strategy. */
            weight?: number;
        };
        UpdateTierDto: {
            /** @description Requests under way at once. */
            concurrentRequests?: number | "unlimited";
            /** @description Further limits for the models that match. */
            modelLimits?: components["schemas"]["ModelLimitsDto"][];
            name?: string;
            /** @description Requests in a day (UTC). */
            requestsPerDay?: number | "unlimited";
            /** @description Requests in a minute of the clock. */
            requestsPerMinute?: number | "unlimited";
            /** @description Tokens, in and out, in a minute of the clock. */
            tokensPerMinute?: number | "unlimited";
        };
        UsageReportDto: {
            currency: components["schemas"]["ReportCurrencyDto"];
            /** @description The first and the last day, in `timeZone`. */
            from: string;
            groupBy: string[];
            /** @enum {string} */
            interval: "day" | "fiscal-month" | "hour" | "month" | "quarter" | "total" | "week";
            /** @description False: the organisation's time zone has changed, and some of these days are still cut by the one before. */
            isSettled: boolean;
            ledger: components["schemas"]["LedgerTotalDto"];
            /** @description The span before, of the same length. */
            previousTotal: components["schemas"]["FiguresDto"] | null;
            /** @description How many there are; more than `rows` when `limit` was reached. */
            rowCount: number;
            rows: components["schemas"]["ReportRowDto"][];
            timeZone: string;
            to: string;
            /** @description Of all rows, shown or not. */
            total: components["schemas"]["FiguresDto"];
        };
        UsageReportQueryDto: {
            /**
             * @description `previous`: each row beside the same interval of the span before, as long as this one.
             * @enum {string}
             */
            compare?: "previous";
            confidence?: ("counted" | "estimated" | "none" | "reported" | "unpriced")[];
            /** @description `(none)`: of projects without one. */
            costCentre?: string[];
            /** @description Ids, `env:<provider>` too. */
            credential?: string[];
            /** @description ISO 4217. The organisation's unless given. Another one than USD needs rates. */
            currency?: string;
            /** @description `chat`, `completions`, `embeddings`. */
            endpoint?: string[];
            /** @description End users; with groups and filters of project, model and confidence alone. */
            endUser?: string[];
            /** @description The first day, a local day of the organisation. With `to`, instead of `span`. */
            from?: string;
            /**
             * @description At most two of `project`, `costCentre`, `key`, `member`, `model`, `provider`, `credential`, `endpoint`, `confidence`; or `endUser` or `tag:<name>`, alone or with `project` or `model`.
             * @default []
             */
            groupBy: string[];
            /**
             * @description How the span is cut. Hours: of the last 90 days, by project and model alone.
             * @default total
             * @enum {string}
             */
            interval: "day" | "fiscal-month" | "hour" | "month" | "quarter" | "total" | "week";
            /** @description Ids. */
            key?: string[];
            /**
             * @description Rows at most: 1 to 10,000.
             * @default 1000
             */
            limit: number;
            /** @description Ids. `(none)`: of keys without an owner. */
            member?: string[];
            /** @description Public ids of the models that served. */
            model?: string[];
            /** @description Ids. */
            project?: string[];
            /** @description Ids. */
            provider?: string[];
            /**
             * @description Days that move with the calendar; `this-month` unless `from` and `to` are given.
             * @enum {string}
             */
            span?: "last-12-months" | "last-30-days" | "last-7-days" | "last-90-days" | "last-fiscal-year" | "last-month" | "last-quarter" | "last-week" | "last-year" | "this-fiscal-year" | "this-month" | "this-quarter" | "this-week" | "this-year" | "today" | "yesterday";
            /** @description `name:value`, all of one name; likewise. */
            tag?: string[];
            /** @description The last day; it counts. */
            to?: string;
            /** @description The groups that cost most; the others become one row, `isRest`. */
            top?: number;
        };
        VerifyAuditDto: {
            /** @description A row whose hash you kept: only this tells a log that was cut off, or written anew, from a whole one. */
            expected?: components["schemas"]["AuditHeadDto"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    AccessTokens_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description A part of the name. */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessTokenListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AccessTokens_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAccessTokenDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewAccessTokenDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AccessTokens_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Audit_list: {
        parameters: {
            query?: {
                /** @description `key.create`, `member.update`, … */
                action?: string;
                /** @description The id or the e-mail address of whoever did it. */
                author?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description ISO 8601: from this moment on. */
                from?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                projectId?: string;
                /** @description The kind of resource: `key`, `project`, `member`, … */
                resource?: string;
                resourceId?: string;
                /** @description ISO 8601: before this moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Audit_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sequence: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRowDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Audit_export: {
        parameters: {
            query?: {
                /** @description `key.create`, `member.update`, … */
                action?: string;
                /** @description The id or the e-mail address of whoever did it. */
                author?: string;
                /** @description One JSON object in each line, or a table for spreadsheets. */
                format?: "csv" | "ndjson";
                /** @description ISO 8601: from this moment on. */
                from?: string;
                projectId?: string;
                /** @description The kind of resource: `key`, `project`, `member`, … */
                resource?: string;
                resourceId?: string;
                /** @description ISO 8601: before this moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Audit_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyAuditDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerdictDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Budgets_list: {
        parameters: {
            query?: {
                /** @description `true`: the archived ones, instead of the others. */
                archived?: "false" | "true";
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                projectId?: string;
                scope?: "end-user" | "key" | "member" | "model" | "project" | "tag";
                value?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Budgets_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBudgetDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Budgets_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetWithStandingDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Budgets_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateBudgetDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Budgets_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Budgets_raise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRaiseDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Budgets_endRaise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                raiseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Budgets_unarchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Circuits_list: {
        parameters: {
            query?: {
                /** @description `env:<provider>`, or the id of a stored credential. */
                credential?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description A model's id. */
                model?: string;
                /** @description See /api/providers. */
                provider?: string;
                state?: "closed" | "cooling" | "half-open" | "open" | "refused";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CircuitListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Configuration_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Configuration_apply: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Configuration_plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigurationDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Credentials_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                providerId?: string;
                /** @description Without it: all that are not removed. */
                state?: "active" | "disabled" | "removed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Credentials_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCredentialDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Credentials_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Credentials_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Credentials_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCredentialDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Credentials_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Credentials_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Credentials_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateCredentialDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Credentials_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialTestDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CurrencyRates_list: {
        parameters: {
            query?: {
                /** @description ISO 4217. */
                currency?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The first day. */
                from?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description The last day. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrencyRateListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CurrencyRates_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                currency: string;
                day: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetCurrencyRateDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrencyRateDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CurrencyRates_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                currency: string;
                day: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CurrencyRates_import: {
        parameters: {
            query: {
                /** @description ISO 4217: what the rates are of 1 of. Of another one than USD each day needs its rate of USD, too. */
                base?: string;
                /** @description Where they are from. */
                source: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportRatesDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedRatesDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Invitations_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description A part of the address. */
                email?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Invitations_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInvitationDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedInvitationDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Invitations_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Invitations_redeem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeemInvitationDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    KeyPermissions_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPermissionsDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Keys_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description A part of the name. */
                name?: string;
                ownerId?: string;
                projectId?: string;
                state?: "active" | "disabled" | "expired" | "revoked";
                /** @description `name:value` */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Keys_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Keys_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateKeyDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Keys_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Keys_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Keys_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Keys_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateKeyDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecretDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Ledger_list: {
        parameters: {
            query?: {
                confidence?: "counted" | "estimated" | "none" | "reported" | "unpriced";
                /** @description As of the request; `(none)`: without one. */
                costCentre?: string;
                credentialId?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description `chat`, `completions`, `embeddings`. */
                endpoint?: string;
                endUser?: string;
                /** @description ISO 8601: opened from this moment on. */
                from?: string;
                keyId?: string;
                kind?: "adjustment" | "attempt";
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description The key's owner as of the request. */
                memberId?: string;
                /** @description The public id of the model that served. */
                model?: string;
                /** @description `ok`, or an error code. */
                outcome?: string;
                /** @description The month that rows count in, like `2026-11`. */
                period?: string;
                projectId?: string;
                providerId?: string;
                /** @description Its attempts and what corrects them; with `kind=adjustment` the latter alone. */
                requestId?: string;
                /** @description `name:value`. */
                tag?: string;
                /** @description ISO 8601: opened before this moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Ledger_adjust: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAdjustmentDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerRowDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Exports_ledger: {
        parameters: {
            query?: {
                confidence?: "counted" | "estimated" | "none" | "reported" | "unpriced";
                /** @description As of the request; `(none)`: without one. */
                costCentre?: string;
                credentialId?: string;
                /** @description `chat`, `completions`, `embeddings`. */
                endpoint?: string;
                endUser?: string;
                format?: "csv" | "ndjson" | "xlsx";
                /** @description ISO 8601: opened from this moment on. */
                from?: string;
                keyId?: string;
                kind?: "adjustment" | "attempt";
                /** @description The key's owner as of the request. */
                memberId?: string;
                /** @description The public id of the model that served. */
                model?: string;
                /** @description `ok`, or an error code. */
                outcome?: string;
                /** @description The month that rows count in, like `2026-11`. */
                period?: string;
                projectId?: string;
                providerId?: string;
                /** @description Its attempts and what corrects them; with `kind=adjustment` the latter alone. */
                requestId?: string;
                /** @description `name:value`. */
                tag?: string;
                /** @description ISO 8601: opened before this moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Ledger_listPeriods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Ledger_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    LedgerProof_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerProofListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    LedgerProof_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerProofDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    LedgerProof_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerProofDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Ledger_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerRequestDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Members_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description `true`: the disabled ones only; `false`: the others. */
                disabled?: boolean;
                /** @description A part of the address. */
                email?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description In the organisation. */
                role?: "admin" | "auditor" | "finance" | "owner" | "viewer";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Members_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Members_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateMemberDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Members_resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Members_resetSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Members_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Models_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description A part of the id. */
                id?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description The id of a provider of any target. */
                provider?: string;
                /** @description `true`: those no longer offered; without it both. */
                retired?: "false" | "true";
                source?: "admin" | "catalogue" | "file";
                type?: "chat" | "completion" | "embedding";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Models_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateModelDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Models_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Models_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateModelDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Models_addAlias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAliasDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Models_removeAlias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Models_restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Models_retire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Targets_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTargetDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Models_compare: {
        parameters: {
            query?: {
                /** @description What they must all be capable of: `tools,vision`. */
                capability?: string;
                /** @description Those that can be called at the moment, or those that cannot. */
                connected?: "false" | "true";
                /** @description `nextCursor` of the page before, with the same filters and order. */
                cursor?: string;
                /** @description Public ids, with commas between them. */
                ids?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description At least so many tokens; models of which it is not known are left out. */
                minContextWindow?: number;
                price?: "free" | "priced" | "unpriced";
                /** @description Ids of providers, with commas between them. */
                provider?: string;
                /** @description The provider's service tier whose prices are shown. */
                serviceTier?: string;
                /** @description The cheapest first (`input`, `output`: text, in the lowest context tier), the largest first (`context`, `maxOutput`), or by id. What is not known comes last. */
                sort?: "context" | "id" | "input" | "maxOutput" | "output";
                type?: "chat" | "completion" | "embedding";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparedListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChannelDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelWithSecretDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelWithDeliveryDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChannelDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelWithSecretDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelTestDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PasswordResets_ask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskPasswordResetDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordResetAskedDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PasswordResets_redeem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeemPasswordResetDto"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Projects_list: {
        parameters: {
            query?: {
                /** @description `true`: the archived ones, instead of the others. */
                archived?: "false" | "true";
                costCentre?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description A part of the name. */
                name?: string;
                /** @description `name:value` */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Projects_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProjectDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Projects_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Projects_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateProjectDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Projects_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Projects_fund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundProjectDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Projects_unarchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Drills_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                state?: "ahead" | "over" | "under-way";
            };
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Drills_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDrillDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Drills_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Drills_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Drills_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillReportDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Keys_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKeyDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecretDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ProjectMembers_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description A part of the address. */
                email?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                role?: "admin" | "developer" | "viewer";
            };
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectMemberListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ProjectMembers_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddProjectMemberDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectMemberDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ProjectMembers_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                memberId: string;
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetProjectMemberDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectMemberDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ProjectMembers_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                memberId: string;
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Providers_list: {
        parameters: {
            query?: {
                /** @description Those that are connected, or those that are not. */
                connected?: "false" | "true";
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Providers_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Exports_focus: {
        parameters: {
            query?: {
                format?: "csv" | "ndjson";
                /** @description The first day, a local day of the organisation. With `to`, instead of `span`. */
                from?: string;
                /** @description Ids. */
                project?: string[];
                /** @description Days that move with the calendar; `this-month` unless `from` and `to` are given. */
                span?: "last-12-months" | "last-30-days" | "last-7-days" | "last-90-days" | "last-fiscal-year" | "last-month" | "last-quarter" | "last-week" | "last-year" | "this-fiscal-year" | "this-month" | "this-quarter" | "this-week" | "this-year" | "today" | "yesterday";
                /** @description The last day; it counts. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Reports_movers: {
        parameters: {
            query: {
                /** @description One of the groups of a report. */
                by: string;
                from?: string;
                limit?: number;
                /** @description Public ids of the models that served. */
                model?: string[];
                /** @description Ids. */
                project?: string[];
                span?: "last-12-months" | "last-30-days" | "last-7-days" | "last-90-days" | "last-fiscal-year" | "last-month" | "last-quarter" | "last-week" | "last-year" | "this-fiscal-year" | "this-month" | "this-quarter" | "this-week" | "this-year" | "today" | "yesterday";
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoversDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SavedReports_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReportListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SavedReports_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSavedReportDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReportDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SavedReports_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReportDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SavedReports_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SavedReports_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSavedReportDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReportDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SavedReports_result: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReportDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ReportRuns_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunNowDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportRunDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ReportRuns_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportRunListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Schedules_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Schedules_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateScheduleDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Schedules_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                scheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Schedules_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                scheduleId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateScheduleDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Reports_usage: {
        parameters: {
            query?: {
                /** @description `previous`: each row beside the same interval of the span before, as long as this one. */
                compare?: "previous";
                confidence?: ("counted" | "estimated" | "none" | "reported" | "unpriced")[];
                /** @description `(none)`: of projects without one. */
                costCentre?: string[];
                /** @description Ids, `env:<provider>` too. */
                credential?: string[];
                /** @description ISO 4217. The organisation's unless given. Another one than USD needs rates. */
                currency?: string;
                /** @description `chat`, `completions`, `embeddings`. */
                endpoint?: string[];
                /** @description End users; with groups and filters of project, model and confidence alone. */
                endUser?: string[];
                /** @description The first day, a local day of the organisation. With `to`, instead of `span`. */
                from?: string;
                /** @description At most two of `project`, `costCentre`, `key`, `member`, `model`, `provider`, `credential`, `endpoint`, `confidence`; or `endUser` or `tag:<name>`, alone or with `project` or `model`. */
                groupBy?: string[];
                /** @description How the span is cut. Hours: of the last 90 days, by project and model alone. */
                interval?: "day" | "fiscal-month" | "hour" | "month" | "quarter" | "total" | "week";
                /** @description Ids. */
                key?: string[];
                /** @description Rows at most: 1 to 10,000. */
                limit?: number;
                /** @description Ids. `(none)`: of keys without an owner. */
                member?: string[];
                /** @description Public ids of the models that served. */
                model?: string[];
                /** @description Ids. */
                project?: string[];
                /** @description Ids. */
                provider?: string[];
                /** @description Days that move with the calendar; `this-month` unless `from` and `to` are given. */
                span?: "last-12-months" | "last-30-days" | "last-7-days" | "last-90-days" | "last-fiscal-year" | "last-month" | "last-quarter" | "last-week" | "last-year" | "this-fiscal-year" | "this-month" | "this-quarter" | "this-week" | "this-year" | "today" | "yesterday";
                /** @description `name:value`, all of one name; likewise. */
                tag?: string[];
                /** @description The last day; it counts. */
                to?: string;
                /** @description The groups that cost most; the others become one row, `isRest`. */
                top?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReportDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Exports_usage: {
        parameters: {
            query?: {
                confidence?: ("counted" | "estimated" | "none" | "reported" | "unpriced")[];
                /** @description `(none)`: of projects without one. */
                costCentre?: string[];
                /** @description Ids, `env:<provider>` too. */
                credential?: string[];
                /** @description ISO 4217. The organisation's unless given. Another one than USD needs rates. */
                currency?: string;
                /** @description `chat`, `completions`, `embeddings`. */
                endpoint?: string[];
                /** @description End users; with groups and filters of project, model and confidence alone. */
                endUser?: string[];
                format?: "csv" | "ndjson" | "xlsx";
                /** @description The first day, a local day of the organisation. With `to`, instead of `span`. */
                from?: string;
                /** @description At most two of `project`, `costCentre`, `key`, `member`, `model`, `provider`, `credential`, `endpoint`, `confidence`; or `endUser` or `tag:<name>`, alone or with `project` or `model`. */
                groupBy?: string[];
                /** @description How the span is cut. Hours: of the last 90 days, by project and model alone. */
                interval?: "day" | "fiscal-month" | "hour" | "month" | "quarter" | "total" | "week";
                /** @description Ids. */
                key?: string[];
                /** @description Ids. `(none)`: of keys without an owner. */
                member?: string[];
                /** @description Public ids of the models that served. */
                model?: string[];
                /** @description Ids. */
                project?: string[];
                /** @description Ids. */
                provider?: string[];
                /** @description Days that move with the calendar; `this-month` unless `from` and `to` are given. */
                span?: "last-12-months" | "last-30-days" | "last-7-days" | "last-90-days" | "last-fiscal-year" | "last-month" | "last-quarter" | "last-week" | "last-year" | "this-fiscal-year" | "this-month" | "this-quarter" | "this-week" | "this-year" | "today" | "yesterday";
                /** @description `name:value`, all of one name; likewise. */
                tag?: string[];
                /** @description The last day; it counts. */
                to?: string;
                /** @description The groups that cost most; the others become one row, `isRest`. */
                top?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Requests_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description `rate_limit_exceeded`, `model_not_found`, …; `cancelled`: the caller left. */
                errorCode?: string;
                /** @description ISO 8601: that came in from this moment on. */
                from?: string;
                keyId?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description As callers wrote it. */
                model?: string;
                projectId?: string;
                status?: "2xx" | "4xx" | "5xx";
                /** @description ISO 8601: that came in before this moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Requests_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainedRequestDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Requests_body: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestBodyDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Requests_tail: {
        parameters: {
            query?: {
                /** @description `rate_limit_exceeded`, `model_not_found`, …; `cancelled`: the caller left. */
                errorCode?: string;
                keyId?: string;
                /** @description As callers wrote it. */
                model?: string;
                projectId?: string;
                status?: "2xx" | "4xx" | "5xx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Session_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Session_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Oidc_begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the identity provider */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Oidc_finish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the dashboard */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    OwnSecrets_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordDto"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    OwnSecrets_renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    OwnSecrets_begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginTotpDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewTotpDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    OwnSecrets_remove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveTotpDto"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    OwnSecrets_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Sessions_list: {
        parameters: {
            query?: {
                /** @description A part of the browser's name. */
                client?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSessionListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Sessions_endAll: {
        parameters: {
            query?: {
                /** @description `true`: the current one, too. */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Sessions_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Settings_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Settings_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSettingsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Setup_redeem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Oidc_methods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInMethodsDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Targets_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Targets_retire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Targets_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTargetDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Prices_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Prices_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePriceDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Prices_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewPriceDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricePreviewDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Tiers_list: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many to give at most: 1 to 200. */
                limit?: number;
                /** @description A part of the name. */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TierListDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Tiers_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTierDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TierDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Tiers_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TierDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Tiers_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Tiers_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTierDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TierDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessDto"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
