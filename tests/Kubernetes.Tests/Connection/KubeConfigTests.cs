using ConfigSync.Kubernetes.Connection;
using ConfigSync.TestKit;

namespace ConfigSync.Kubernetes.Tests.Connection;

public sealed class KubeConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CurrentContextIsUsed()
    {
        _folder.Write("token", "from-file\n");

        var connection = Load("""
            current-context: two
            contexts:
            - {name: one, context: {cluster: a, user: a}}
            - {name: two, context: {cluster: b, user: b, namespace: team}}
            clusters:
            - {name: a, cluster: {server: https://a:6443}}
            - {name: b, cluster: {server: https://b:6443, insecure-skip-tls-verify: true}}
            users:
            - {name: a, user: {token: t}}
            - {name: b, user: {tokenFile: token}}
            """);

        Assert.Equal(("https://b:6443/", "team", "from-file"), (connection.Server.ToString(), connection.Namespace, connection.Token!.Current));
        Assert.True(connection.SkipServerVerification);
    }

    [Theory]
    [InlineData("{}", "it has no current-context; choose one with kubectl config use-context")]
    [InlineData("current-context: x", "it has no context 'x'")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c, user: u}}]}", "it has no cluster 'c'")]
    [InlineData(
        "{current-context: x, contexts: [{name: x, context: {cluster: c, user: u}}], clusters: [{name: c, cluster: {server: nonsense}}]}",
        "the server 'nonsense' is not a URL")]
    [InlineData(
        "{current-context: x, contexts: [{name: x, context: {cluster: c, user: u}}], clusters: [{name: c, cluster: {server: 'https://h'}}]," +
        "users: [{name: u, user: {exec: {command: aws}}}]}",
        "the user 'u' needs a helper program; give it a token or a client certificate")]
    public void WhatIsMissingIsNamed(string text, string error)
    {
        var e = Assert.Throws<ClusterConfigException>(() => Load(text));

        Assert.Equal($"can't use kubeconfig '{Path.Combine(_folder.Path, "config")}': {error}", e.Message);
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'https://h', certificate-authority-data: '***'}}]}")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'https://h', certificate-authority: absent.crt}}]}")]
    public void FileThatCannotBeReadIsNamed(string text)
    {
        var e = Assert.Throws<ClusterConfigException>(() => Load(text));

        Assert.StartsWith($"can't read kubeconfig '{Path.Combine(_folder.Path, "config")}': ", e.Message, StringComparison.Ordinal);
    }

    private ClusterConnection Load(string text) => KubeConfig.Load(_folder.Write("config", text), TimeProvider.System);
}
