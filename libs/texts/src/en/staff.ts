/** Every sentence of the staff site, by area; a bundler gives each page the files that it names. */
export * from './staff-frame';
export * from './staff-desk';
export * from './staff-home-visits';
export * from './staff-manage';
export * from './staff-plan';
export { coordinatorNav } from './coordinator-nav';
export { errors } from './errors';
