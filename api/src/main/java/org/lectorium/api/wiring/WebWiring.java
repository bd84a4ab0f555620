package org.lectorium.api.wiring;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Serves the web application: one page for all its addresses, and files whose names change with their content. */
@Configuration(proxyBeanMethods = false)
class WebWiring implements WebMvcConfigurer {

    private static final String RESOURCES = "classpath:/META-INF/resources/";
    private static final Locale RUSSIAN = Locale.of("ru");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry resources) {
        resources
                .addResourceHandler("/assets/**")
                .addResourceLocations(RESOURCES + "assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable());
        resources
                .addResourceHandler("/**")
                .addResourceLocations(RESOURCES)
                .setCacheControl(CacheControl.noCache())
                // Its cache would grow with every address that a stranger makes up.
                .resourceChain(false)
                .addResolver(new FileOrApplication());
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(List.of(RUSSIAN, Locale.ENGLISH));
        resolver.setDefaultLocale(RUSSIAN);
        return resolver;
    }

    /** What is no file is one of the application's addresses; which ones exist, only its router knows. */
    private static final class FileOrApplication extends PathResourceResolver {

        private static final List<String> OTHERS = List.of("api/", "actuator/", "media/");

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            var file = super.getResource(path, location);
            return file == null && isAddress(path) ? super.getResource("index.html", location) : file;
        }

        private static boolean isAddress(String path) {
            return StringUtils.getFilenameExtension(path) == null
                    && OTHERS.stream().noneMatch(path::startsWith);
        }
    }
}
