// Streams that never say whose words they are: the first delta of a choice gets its role.
import type { ReplyQuirk } from '../provider.js';
import { saidBy } from './said-by.js';

export const firstRole: ReplyQuirk = {
  name: 'first-role',
  stream() {
    const begun = new Set<number>();
    return (chunk) => {
      for (const { said, index } of saidBy(chunk)) {
        if (!begun.has(index)) said.role ||= 'assistant';
        begun.add(index);
      }
      return [chunk];
    };
  },
};
