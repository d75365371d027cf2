/** The gateway's own OpenID provider and OAuth 2 authorization server, for trying out without a company's provider. */
package incharge.gateway.authserver;
