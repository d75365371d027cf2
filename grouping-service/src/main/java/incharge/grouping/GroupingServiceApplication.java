package incharge.grouping;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns categories, tags and which customers are in them. */
@SpringBootApplication(proxyBeanMethods = false)
public class GroupingServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(GroupingServiceApplication.class, arguments);
    }
}
