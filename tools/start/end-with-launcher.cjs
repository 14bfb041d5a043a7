// Preloaded into every program that the launcher starts: when the launcher is killed, its programs end too and free their ports.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Listening must not keep a finished program alive.
process.channel?.unref();
