/** The tables of Spring Batch and Quartz, from the scripts that their makers ship. Flyway looks for them here. */
@NullMarked
package db.migration.transcode;

import org.jspecify.annotations.NullMarked;
