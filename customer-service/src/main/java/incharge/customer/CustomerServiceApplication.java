package incharge.customer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns customers and their projects. */
@SpringBootApplication(proxyBeanMethods = false)
public class CustomerServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(CustomerServiceApplication.class, arguments);
    }
}
