package org.lectorium.api.security;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.lectorium.core.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;

/** Local accounts and the tokens of machines. */
@Repository
class Accounts implements UserDetailsService {

    static final String ADMIN = "admin";
    static final String RECORDER = "recorder";

    private static final int SECRET_BYTES = 24;

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;

    Accounts(JdbcClient jdbc, PasswordEncoder passwords) {
        this.jdbc = jdbc;
        this.passwords = passwords;
    }

    static String newSecret() {
        var random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        return jdbc.sql("select password_hash, roles from access.users where username = ?")
                .param(username)
                .query((row, number) -> User.withUsername(username)
                        .password(row.getString("password_hash"))
                        .roles((String[]) row.getArray("roles").getArray())
                        .build())
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException(username));
    }

    boolean hasUser(String username) {
        return !jdbc.sql("select 1 from access.users where username = ?")
                .param(username)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    void saveUser(String username, String displayName, String password, List<Role> roles) {
        jdbc.sql("""
                        insert into access.users (username, display_name, password_hash, roles)
                        values (:username, :displayName, :hash, :roles)
                        on conflict (username) do update set password_hash = excluded.password_hash
                        """)
                .param("username", username)
                .param("displayName", displayName)
                .param("hash", passwords.encode(password))
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .update();
    }

    boolean matches(String username, String password) {
        return jdbc.sql("select password_hash from access.users where username = ?")
                .param(username)
                .query(String.class)
                .optional()
                .filter(hash -> passwords.matches(password, hash))
                .isPresent();
    }

    String displayName(String username) {
        return jdbc.sql("select display_name from access.users where username = ?")
                .param(username)
                .query(String.class)
                .optional()
                .orElse(username);
    }

    boolean hasToken(String name) {
        return !jdbc.sql("select 1 from access.tokens where name = ?")
                .param(name)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    void saveToken(String name, String token, Role role) {
        jdbc.sql("""
                        insert into access.tokens (name, sha256, role) values (:name, :sha256, :role)
                        on conflict (name) do update set sha256 = excluded.sha256
                        """)
                .param("name", name)
                .param("sha256", hash(token))
                .param("role", role.name())
                .update();
    }

    record Machine(String name, Role role) {}

    Optional<Machine> findToken(String token) {
        return jdbc.sql("select name, role from access.tokens where sha256 = ?")
                .param(hash(token))
                .query((row, number) -> new Machine(row.getString("name"), Role.valueOf(row.getString("role"))))
                .optional();
    }

    private static String hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
