/** The matrix: one row for each customer or project, one column for each employee or role, set cells only. */
package incharge.reporting.matrix;
