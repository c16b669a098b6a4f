// A report in the forms in which it is sent: JSON for programs, a line for chats, a letter with the file.
import { showMoney, type MoneyStyle } from '#metering/show-money';
import type { Attachment } from '../mail/mailer.js';
import type { Message } from '../notifications/channel-sender.js';
import type { UsageReportDto } from '../reports/report.dto.js';

export interface SentReport {
  /** The run's id: a receiver that gets it twice knows it by that. */
  id: string;
  at: Date;
  saved: { id: string; name: string };
  report: UsageReportDto;
  link: string;
  /** Of amounts that people read; programs get every digit. */
  money: Omit<MoneyStyle, 'currency'>;
  /** Undefined: it is too large. */
  file: Attachment | undefined;
}

/** Of a file that stands in the JSON itself. */
const mostInlineBytes = 1024 * 1024;

export function renderSentReport(sent: SentReport): Message {
  return { webhook: renderWebhook(sent), line: renderLine(sent), letter: { subject: `Report "${sent.saved.name}": ${spanOf(sent)}`, text: renderText(sent), ...(sent.file && { attachments: [sent.file] }) } };
}

function renderWebhook({ id, at, saved, report, link, file }: SentReport): string {
  const { from, to, timeZone, currency: { code: currency }, rowCount, isSettled, total } = report;
  const isInline = file !== undefined && file.content.length <= mostInlineBytes && /^(?:text|application\/json)\b/.test(file.contentType);
  return JSON.stringify({
    id, type: 'report', at: at.toISOString(), report: { id: saved.id, name: saved.name }, link, from, to, timeZone, currency, rowCount, isSettled, total,
    file: file && isInline ? { name: file.filename, contentType: file.contentType, content: file.content.toString('utf8') } : null,
  });
}

const renderLine = (sent: SentReport) => `Report "${sent.saved.name}", ${spanOf(sent)}: ${amountOf(sent)} charged, ${sent.report.total.requests} requests. ${sent.link}`;

function renderText(sent: SentReport): string {
  const { saved: { name }, report: { timeZone, total, rowCount, isSettled, currency: { code } }, file, link, money } = sent;
  const usd = (amount: string) => showMoney(amount, { ...money, currency: 'USD' });
  const lines = [
    name, `${spanOf(sent)} (${timeZone})`, '',
    `Charged: ${amountOf(sent)}`, ...(code === 'USD' ? [] : [`In US dollars: ${usd(total.chargedUsd)}`]), `At list prices: ${usd(total.listUsd)}`,
    `Requests: ${total.requests}, ${total.errors} of them failed`, `Tokens: ${total.tokens.input} in, ${total.tokens.output} out`, `Rows: ${rowCount}`, '',
    ...(isSettled ? [] : ['The time zone has changed, and some of these days are still cut by the one before.', '']),
    file ? `The rows are in the file ${file.filename}. The same, and more, is here:` : 'The file is too large to be sent. It is here:', link,
  ];
  return `${lines.join('\n')}\n`;
}

const spanOf = ({ report: { from, to } }: SentReport) => (from === to ? from : `${from} to ${to}`);
const amountOf = ({ report: { total, currency: { code: currency } }, money }: SentReport) => showMoney(total.charged, { ...money, currency });
