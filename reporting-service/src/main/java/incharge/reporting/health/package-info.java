/** How far reporting is, whether its views equal the log, and building them anew. */
package incharge.reporting.health;
