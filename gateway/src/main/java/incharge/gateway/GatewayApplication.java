package incharge.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the gateway. */
@SpringBootApplication
public class GatewayApplication {

    static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
