/** What the things on a customer's card have in common: where they lie, who may read them, how they change. */
package incharge.customer.card;
