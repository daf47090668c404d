using ConfigSync.Kubernetes.Connection;
using ConfigSync.TestKit;

namespace ConfigSync.Kubernetes.Tests.Connection;

public sealed class InClusterConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TokenIsReadAgainEveryMinute()
    {
        var path = _folder.Write("token", "one");
        var token = BearerToken.FromFile(path, _time);

        File.WriteAllText(path, "two");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("one", token.Current);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("two", token.Current);
    }

    [Fact]
    public void TokenInHandIsKeptWhileTheFileCannotBeRead()
    {
        var path = _folder.Write("token", "one");
        var token = BearerToken.FromFile(path, _time);

        File.Delete(path);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("one", token.Current);
        Assert.False(token.TryRenew());
    }

    [Fact]
    public void OutsideOfAClusterTheRemedyIsNamed()
    {
        var e = Assert.Throws<ClusterConfigException>(() => InClusterConfig.Load(_ => null, _time, _folder.Path));

        Assert.Equal("can't find the API server: KUBERNETES_SERVICE_HOST is '' and KUBERNETES_SERVICE_PORT is ''; outside of a cluster name a kubeconfig", e.Message);
    }

    [Fact]
    public void MissingCaIsNamed()
    {
        var e = Assert.Throws<ClusterConfigException>(() => InClusterConfig.Load(_ => "443", _time, _folder.Path));

        Assert.StartsWith($"can't read CA '{Path.Combine(_folder.Path, "ca.crt")}': ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddressMayBeIPv6()
    {
        _folder.Write("ca.crt", "");
        _folder.Write("token", "t");
        _folder.Write("namespace", "ns\n");
        var environment = new Dictionary<string, string> { ["KUBERNETES_SERVICE_HOST"] = "fd00::1", ["KUBERNETES_SERVICE_PORT"] = "6443" };

        Assert.Equal("https://[fd00::1]:6443/", InClusterConfig.Load(environment.GetValueOrDefault, _time, _folder.Path).Server.ToString());
    }
}
