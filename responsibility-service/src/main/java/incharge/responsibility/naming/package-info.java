/** What things with a unique name have in common. */
package incharge.responsibility.naming;
