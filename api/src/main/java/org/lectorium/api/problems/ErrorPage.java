package org.lectorium.api.problems;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the server leads errors that no controller made; the same form, and nothing of our insides. */
@RestController
@Hidden
class ErrorPage implements ErrorController {

    private final ProblemHandler problems;

    ErrorPage(ProblemHandler problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    ResponseEntity<ProblemJson> answer(HttpServletRequest request) {
        // Who asks for this page itself asks for nothing.
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpStatus.NOT_FOUND.value();
        var thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable known ? known : null;
        return problems.ofStatus(status, thrown, request);
    }
}
