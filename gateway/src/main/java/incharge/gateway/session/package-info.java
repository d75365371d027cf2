/** Sessions of browsers, in the database, so that a restart and every gateway finds them. */
package incharge.gateway.session;
