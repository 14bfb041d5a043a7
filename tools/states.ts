// Writes docs/states.md from the table of booking states; with --check it fails when the committed file differs.
import { renderStatesMarkdown } from '@fairslot/domain';
import { format } from 'prettier';
import { keepGenerated } from './generated';

void format(renderStatesMarkdown(), { parser: 'markdown' }).then((text) =>
  keepGenerated('docs/states.md', text, 'node tools/run.mjs tools/states.ts'),
);
