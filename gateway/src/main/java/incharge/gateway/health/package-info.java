/** How far every service is, put together from what each of them answers. */
package incharge.gateway.health;
