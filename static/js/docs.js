// The API's own page: Swagger UI from our own files, reading the document this server serves.
// @ts-check
/** @type {any} */ (globalThis).SwaggerUIBundle({ url: "/api/v1/openapi.json", dom_id: "#docs", deepLinking: true, persistAuthorization: false });
