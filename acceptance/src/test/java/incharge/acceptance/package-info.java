/** What users, other systems and operators rely on, tried from outside on the running whole. */
package incharge.acceptance;
