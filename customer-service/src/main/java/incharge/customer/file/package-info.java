/**
 * Files of customers and projects, and the pictures of customers: their content in GridFS, what is let in, and how it
 * is given out.
 */
package incharge.customer.file;
