/** Who is responsible for which customer or project, in what role, from when to when. */
package incharge.responsibility.responsibility;
