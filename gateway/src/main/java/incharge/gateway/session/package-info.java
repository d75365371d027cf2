/** Who is signed in with a browser: kept in the database, so that a restart or another gateway knows them too. */
package incharge.gateway.session;
