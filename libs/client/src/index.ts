export { ApiProblem, isProblem } from './api-problem';
export { addressOf, createClient, type CallInput, type Client, type ClientOptions } from './create-client';
