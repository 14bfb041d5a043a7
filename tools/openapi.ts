// Prints docs/openapi.json from the contract; with --check it fails when the committed file differs.
import { buildOpenApi, endpoints } from '@fairslot/contract';
import { keepGenerated } from './generated';

keepGenerated('docs/openapi.json', `${JSON.stringify(buildOpenApi(endpoints), null, 2)}\n`, 'npm run openapi');
