package org.lectorium.api.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** Serves the web application: one page for all its addresses, and files whose names change with their content. */
@Configuration(proxyBeanMethods = false)
class WebWiring implements WebMvcConfigurer {

    private static final String RESOURCES = "classpath:/META-INF/resources/";
    private static final Locale RUSSIAN = Locale.of("ru");

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        for (String address : List.of("/", "/login", "/archive/**", "/upload", "/admin/**")) {
            views.addViewController(address).setViewName("forward:/index.html");
        }
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry resources) {
        resources
                .addResourceHandler("/assets/**")
                .addResourceLocations(RESOURCES + "assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable());
        resources
                .addResourceHandler("/index.html")
                .addResourceLocations(RESOURCES)
                .setCacheControl(CacheControl.noCache());
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(List.of(RUSSIAN, Locale.ENGLISH));
        resolver.setDefaultLocale(RUSSIAN);
        return resolver;
    }
}
