namespace ConfigSync.TestKit.Cluster;

/// <summary>The programs of a real control plane, in the folder that <c>KUBEBUILDER_ASSETS</c> names: the convention of Kubernetes' own test tooling.</summary>
public static class ClusterPrograms
{
    /// <summary>The variable that names the folder.</summary>
    public const string Variable = "KUBEBUILDER_ASSETS";

    /// <summary>The store of the API server.</summary>
    public const string Etcd = "etcd";

    /// <summary>The API server.</summary>
    public const string ApiServer = "kube-apiserver";

    private static string? Folder => Environment.GetEnvironmentVariable(Variable);

    /// <summary>Why there is no real API server to be had here; <see langword="null"/> when there is.</summary>
    public static string? Missing => WhyMissing(Folder);

    /// <summary>Why a folder will not do; <see langword="null"/> when it will.</summary>
    public static string? WhyMissing(string? folder)
    {
        if (string.IsNullOrEmpty(folder))
        {
            return $"needs a real API server: set {Variable} to a folder with {Etcd} and {ApiServer}";
        }

        var lacking = new[] { Etcd, ApiServer }.Where(program => !File.Exists(Path.Combine(folder, program))).ToArray();
        return lacking.Length == 0 ? null : $"needs a real API server: {Variable} is '{folder}', where there is no {string.Join(" and no ", lacking)}";
    }

    /// <summary>The path of one of them.</summary>
    public static string Find(string program) =>
        Missing is { } missing ? throw new InvalidOperationException($"can't start {program}: {missing}") : Path.GetFullPath(Path.Combine(Folder!, program));
}
