package db.migration.transcode;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

public class V2__Batch extends BaseJavaMigration {

    @Override
    public void migrate(Context context) {
        VendorScript.run("org/springframework/batch/core/schema-postgresql.sql", context.getConnection());
    }
}
