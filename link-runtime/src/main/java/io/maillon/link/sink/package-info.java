/** Where records leave the pipeline: the contract, and the sinks that come with the runtime. */
package io.maillon.link.sink;
