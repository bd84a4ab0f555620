package org.lectorium.api.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.accounts.SignedIn;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.Person;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Tells the stages' controllers who is calling, in the stages' words. */
@Configuration(proxyBeanMethods = false)
class ViewerArguments implements WebMvcConfigurer {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Viewer.class, Person.class, SignedIn.class);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CurrentPerson());
    }

    private static final class CurrentPerson implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Viewer.class || parameter.getParameterType() == Person.class;
        }

        /** Null for a machine, where the parameter may be. */
        @Override
        public @Nullable Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn in) {
                return in.person();
            }
            if (parameter.isOptional()) {
                return null;
            }
            throw new ProblemException(ApiProblem.FORBIDDEN);
        }
    }
}
