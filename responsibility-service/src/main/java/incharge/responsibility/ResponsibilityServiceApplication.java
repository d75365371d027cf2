package incharge.responsibility;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns employees, teams, roles and responsibilities. */
@SpringBootApplication(proxyBeanMethods = false)
public class ResponsibilityServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ResponsibilityServiceApplication.class, arguments);
    }
}
