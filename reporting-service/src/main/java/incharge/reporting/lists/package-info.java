/** The plain lists: projects, employees, teams, roles, categories and tags, in the order of their names. */
package incharge.reporting.lists;
