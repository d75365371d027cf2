/** Activities: what is to do for customers, and entries of the calendar. */
package incharge.customer.activity;
