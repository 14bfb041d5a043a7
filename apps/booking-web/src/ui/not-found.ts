/** Thrown where an address leads to nothing. */
export const notFound = () => new Response(null, { status: 404 });
