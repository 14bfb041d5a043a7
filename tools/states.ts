// Writes docs/states.md from the table of booking states; with --check it fails when the committed file differs.
import { renderStatesMarkdown } from '@fairslot/domain';
import { keepGenerated } from './generated';

keepGenerated('docs/states.md', renderStatesMarkdown(), 'node tools/run.mjs tools/states.ts');
