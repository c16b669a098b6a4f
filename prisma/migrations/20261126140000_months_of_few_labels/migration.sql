-- The months of one tag are few among those of all end users.
CREATE INDEX "label_month_group_id_idx" ON "label_month"("group_id");
