/** The few pages that the gateway shows itself, in the languages of the people who see them. */
package incharge.gateway.page;
