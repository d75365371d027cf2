package incharge.gateway;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the OpenAPI document, the AsyncAPI document, and a page that shows the first. */
@RestController
class DocumentsController implements WebMvcConfigurer {

    private final String swaggerUi;

    DocumentsController(@Value("${incharge.swagger-ui-version}") String version) {
        swaggerUi = "classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/";
    }

    @GetMapping("/api/openapi.json")
    ResponseEntity<Resource> openapi() {
        return document("openapi.json");
    }

    @GetMapping("/api/asyncapi.json")
    ResponseEntity<Resource> asyncapi() {
        return document("asyncapi.json");
    }

    private static ResponseEntity<Resource> document(String name) {
        var document = new ClassPathResource("incharge/contracts/" + name);
        return document.exists()
                ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document)
                : ResponseEntity.notFound().build();
    }

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        views.addRedirectViewController("/api/docs", "/api/docs/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry resources) {
        resources
                .addResourceHandler("/api/docs/**")
                .addResourceLocations("classpath:/docs/", swaggerUi)
                // the files of a jar have one time in every version
                .setUseLastModified(false)
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
    }
}
