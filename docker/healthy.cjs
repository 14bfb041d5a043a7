// The health check of an image without curl: node healthy.cjs /readyz
const { PORT = '4000' } = process.env;
fetch(`http://127.0.0.1:${PORT}${process.argv[2]}`, { signal: AbortSignal.timeout(4000) }).then(
  ({ ok }) => process.exit(ok ? 0 : 1),
  () => process.exit(1),
);
