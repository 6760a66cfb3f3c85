/** What a coordinator says about its pipelines, read from its JSON and told to people. */
package io.maillon.cli.internal.status;
