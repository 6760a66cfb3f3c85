/** Where records come from: the contract, and the sources that come with the runtime. */
package io.maillon.link.source;
