/** Teams that employees belong to. */
package incharge.responsibility.team;
