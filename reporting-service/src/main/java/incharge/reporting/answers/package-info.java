/** How every view is asked and answered: the moment it is true for, pages, JSON and downloads. */
package incharge.reporting.answers;
