package incharge.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/** A server of a {@link RealCluster}: a container that can be killed, paused, cut off and started again. */
public final class ClusterMember {

    /** The networks that the servers of one cluster share. */
    record Networks(Network members, Network clients) implements AutoCloseable {
        static Networks create() {
            return new Networks(
                    Network.builder()
                            .createNetworkCmdModifier(network -> network.withInternal(true))
                            .build(),
                    Network.newNetwork());
        }

        @Override
        public void close() {
            members.close();
            clients.close();
        }
    }

    private final String name;
    private final int port;
    private final Networks networks;
    private final Server container;

    /**
     * @param name of the server in the network of the members
     * @param port on which it listens for clients, inside and on 127.0.0.1 outside
     * @param data the directory of its data in the container
     * @param volume holds its data
     */
    ClusterMember(String image, String name, int port, Networks networks, String data, String volume) {
        this.name = name;
        this.port = port;
        this.networks = networks;
        this.container = new Server(image, port, ContainerProcess.bind(volume, data));
    }

    /** The container, which reaches clients through the network that it is created with, and joins the members. */
    private final class Server extends GenericContainer<Server> {
        private final int port;
        private final Bind data;

        Server(String image, int port, Bind data) {
            super(image);
            this.port = port;
            this.data = data;
        }

        @Override
        protected void configure() {
            setNetwork(networks.clients());
            withCreateContainerCmdModifier(this::publish);
        }

        private void publish(CreateContainerCmd command) {
            HostConfig host = command.getHostConfig();
            host.withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + port))
                    .withBinds(data);
            command.withExposedPorts(ExposedPort.tcp(port)).withHostConfig(host);
        }

        @Override
        protected void containerIsCreated(String id) {
            connectToMembers(id);
        }
    }

    GenericContainer<?> container() {
        return container;
    }

    public String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Kills it (SIGKILL). */
    public void kill() {
        docker().killContainerCmd(id()).exec();
    }

    /** Ends it (SIGTERM), and kills it when the time is over. */
    public void stop(Duration grace) {
        docker().stopContainerCmd(id()).withTimeout((int) grace.toSeconds()).exec();
    }

    public boolean running() {
        return Boolean.TRUE.equals(state().getState().getRunning());
    }

    String lastOutput() {
        String[] lines = container.getLogs().strip().split("\n");
        return lines[lines.length - 1];
    }

    /** Freezes it: connections stay open and nothing answers. */
    public void pause() {
        docker().pauseContainerCmd(id()).exec();
    }

    /** Drops every packet between it and the other members; clients still reach it. */
    public void cutOffFromMembers() {
        docker().disconnectFromNetworkCmd()
                .withContainerId(id())
                .withNetworkId(networks.members().getId())
                .exec();
    }

    /** Undoes all of it: connects, resumes or starts it on its data, and does not wait until it serves anybody. */
    void heal() {
        InspectContainerResponse state = state();
        Set<String> connected = state.getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getNetworkID)
                .collect(Collectors.toSet());
        if (!connected.contains(networks.members().getId())) {
            connectToMembers(id());
        }
        if (Boolean.TRUE.equals(state.getState().getPaused())) {
            docker().unpauseContainerCmd(id()).exec();
        } else if (!Boolean.TRUE.equals(state.getState().getRunning())) {
            docker().startContainerCmd(id()).exec();
        }
    }

    private InspectContainerResponse state() {
        return docker().inspectContainerCmd(id()).exec();
    }

    private void connectToMembers(String id) {
        docker().connectToNetworkCmd()
                .withContainerId(id)
                .withNetworkId(networks.members().getId())
                .withContainerNetwork(new ContainerNetwork().withAliases(name))
                .exec();
    }

    private String id() {
        return container.getContainerId();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    @Override
    public String toString() {
        return name;
    }
}
