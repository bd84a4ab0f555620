package db.migration.transcode;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

public class V3__Quartz extends BaseJavaMigration {

    @Override
    public void migrate(Context context) {
        VendorScript.run("org/quartz/impl/jdbcjobstore/tables_postgres.sql", context.getConnection());
    }
}
