/** Roles in which employees are responsible for customers or projects. */
package incharge.responsibility.role;
