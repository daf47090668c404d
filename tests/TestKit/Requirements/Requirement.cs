namespace ConfigSync.TestKit.Requirements;

/// <summary>What a test needs of the machine that not every machine has.</summary>
public enum Requirement
{
    /// <summary>Process and mount namespaces, and the right to change users: root, in short.</summary>
    Namespaces,

    /// <summary>Control groups that can be made.</summary>
    Cgroups,

    /// <summary>nginx, from the package nginx-light.</summary>
    Nginx,

    /// <summary>Prometheus, from the package prometheus.</summary>
    Prometheus,

    /// <summary>Node, and chokidar from the npm registry.</summary>
    Chokidar,

    /// <summary>kubectl, for what it does itself: to render a kustomization, to apply one.</summary>
    Kubectl,

    /// <summary>Programs compiled ahead of time, in the folder that <c>E2E_BINARIES</c> names.</summary>
    AheadOfTimePrograms,

    /// <summary>runc, and the images of <c>make test-images</c> in the folder that <c>E2E_IMAGES</c> names.</summary>
    Containers,

    /// <summary>gcc, and musl-gcc from the package musl-tools.</summary>
    Compilers,

    /// <summary>helm, from PATH or from the npm registry.</summary>
    Helm,

    /// <summary>etcd and kube-apiserver, in the folder that <c>KUBEBUILDER_ASSETS</c> names.</summary>
    ApiServer,
}
