package org.lectorium.api.wiring;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.problems.ProblemJson;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /api/v1/openapi.json} says beyond the signatures of the controllers. */
@Configuration(proxyBeanMethods = false)
class OpenApiWiring {

    private static final String PROBLEM = "#/components/schemas/Problem";

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Lectorium")
                        .version("1")
                        .license(new License().name("GPL-3.0-or-later").identifier("GPL-3.0-or-later")))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                "cookie",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("lectorium"))
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList("cookie"))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }

    @Bean
    GlobalOpenApiCustomizer problems() {
        return api -> {
            ModelConverters.getInstance(true).readAll(ProblemJson.class).forEach(api.getComponents()::addSchemas);
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> operation.getResponses().addApiResponse(ApiResponses.DEFAULT, problem()));
        };
    }

    private static ApiResponse problem() {
        return new ApiResponse()
                .description("What is wrong, in the language of Accept-Language")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json", new MediaType().schema(new Schema<>().$ref(PROBLEM))));
    }

    @Bean
    ModelConverter records() {
        return new Records();
    }

    /** Components of records are there, except for the nullable ones. */
    private static final class Records implements ModelConverter {

        @Override
        public @Nullable Schema<?> resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            if (!chain.hasNext()) {
                return null;
            }
            Schema<?> schema = chain.next().resolve(type, context, chain);
            var raw = Json.mapper().constructType(type.getType()).getRawClass();
            if (schema != null && raw.isRecord()) {
                for (RecordComponent component : raw.getRecordComponents()) {
                    say(component, model(schema, context));
                }
            }
            return schema;
        }

        private static Schema<?> model(Schema<?> schema, ModelConverterContext context) {
            var reference = schema.get$ref();
            var name = reference == null ? schema.getName() : reference.substring(reference.lastIndexOf('/') + 1);
            return context.getDefinedModels().getOrDefault(name, schema);
        }

        private static void say(RecordComponent component, Schema<?> model) {
            var name = component.getName();
            if (model.getProperties() == null || !model.getProperties().containsKey(name)) {
                return;
            }
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                if (model.getRequired() == null || !model.getRequired().contains(name)) {
                    model.addRequiredItem(name);
                }
                return;
            }
            Schema<?> property = model.getProperties().get(name);
            if (property.get$ref() == null) {
                property.addType("null");
                allowNull(property);
            } else {
                model.addProperty(
                        name, new JsonSchema().oneOf(List.of(property, new JsonSchema().types(Set.of("null")))));
            }
        }

        /** To allow the type is not enough where the values are listed. */
        private static <T> void allowNull(Schema<T> property) {
            if (property.getEnum() != null && !property.getEnum().contains(null)) {
                property.getEnum().add(null);
            }
        }
    }
}
