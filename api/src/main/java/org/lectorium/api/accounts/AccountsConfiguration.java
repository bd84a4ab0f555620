package org.lectorium.api.accounts;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.jackson.SecurityJacksonModules;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccountSettings.class, DirectorySettings.class, Mail.MailSettings.class})
class AccountsConfiguration {

    /** Argon2id. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    /** Sessions are stored as JSON: Java's own serialization builds whatever it is given. */
    @Bean
    ConversionService springSessionConversionService() {
        var loader = AccountsConfiguration.class.getClassLoader();
        var json = JsonMapper.builder()
                .addModules(SecurityJacksonModules.getModules(loader))
                .build();
        var conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, json::writeValueAsBytes);
        conversion.addConverter(byte[].class, Object.class, bytes -> json.readValue(bytes, Object.class));
        return conversion;
    }
}
