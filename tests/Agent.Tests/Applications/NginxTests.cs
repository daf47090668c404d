using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Agent.Tests.Applications;

public sealed class NginxTests : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;
    private readonly int _port = FreePort();
    private readonly string _name = TestApplication.UniqueName();

    public NginxTests()
    {
        // nginx gives up root for its workers.
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        _volume = new KubeletVolume(_folder.PathOf("volume"));
    }

    public void Dispose() => _folder.Dispose();

    [FactIfAvailable(Requirement.Nginx)]
    public async Task NewConfigurationIsServedByTheSameMasterAndNoRequestFails()
    {
        _volume.Write(("nginx.conf", Configuration("one")));
        await using var nginx = RunningProgram.Start(Tools.Alias("nginx", _folder, _name), ["-c", _volume.PathOf("nginx.conf"), "-e", _folder.PathOf("error.log")]);
        await Wait.Until(async () => await TryGetAsync() == "one", "nginx serves its first configuration");
        await using var agent = await AgentProcess.StartAsync(
            $"--source=app:{_volume.Path}", "--reload=signal", $"--process={_name}", "--interval=5s", $"--verify-url=http://127.0.0.1:{_port}/");
        await agent.ReadyAsync();

        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoadAsync(enough.Token)));
        foreach (var content in (string[])["two", "three", "four"])
        {
            _volume.Write(("nginx.conf", Configuration(content)));
            await Wait.Until(async () => await TryGetAsync() == content, $"nginx serves '{content}'");
        }

        await enough.CancelAsync();
        var served = await load;
        Assert.All(served, static count => Assert.True(count > 10, $"only {count} requests were served"));
        Assert.False(nginx.HasExited);
        Assert.Equal(nginx.Id.ToString(CultureInfo.InvariantCulture), (await File.ReadAllTextAsync(_folder.PathOf("nginx.pid"))).Trim());
    }

    [FactIfAvailable(Requirement.Nginx)]
    public async Task FileAtAHardCodedPathIsRewrittenInPlaceAndTaken()
    {
        _volume.Write(("nginx.conf", Configuration("one")));
        var target = _folder.PathOf("files/0");
        await using var agent = await AgentProcess.StartAsync(
            $"--source=app:{_volume.Path}", $"--copy-in-place=app/nginx.conf:{target}", "--reload=signal", $"--process={_name}");
        await agent.ReadyAsync();
        await using var nginx = RunningProgram.Start(Tools.Alias("nginx", _folder, _name), ["-c", target, "-e", _folder.PathOf("error.log")]);
        await Wait.Until(async () => await TryGetAsync() == "one", "nginx serves its first configuration");

        _volume.Write(("nginx.conf", Configuration("two, and longer than the first one was")));
        await Wait.Until(async () => await TryGetAsync() == "two, and longer than the first one was", "nginx serves the change");
    }

    private async Task<int> LoadAsync(CancellationToken enough)
    {
        var count = 0;
        while (!enough.IsCancellationRequested)
        {
            // Throws for anything but 200.
            await Http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/"), CancellationToken.None);
            count++;
        }

        return count;
    }

    private async Task<string?> TryGetAsync()
    {
        try
        {
            return await Http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/"));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    // Connections are not kept: an idle one that nginx closes on reload is the client's to reopen, and no failed request.
    private string Configuration(string content) => $$"""
        daemon off;
        pid {{_folder.PathOf("nginx.pid")}};
        error_log {{_folder.PathOf("error.log")}};
        worker_processes 1;
        events {}
        http {
            access_log off;
            keepalive_timeout 0;
            client_body_temp_path {{_folder.PathOf("body")}};
            proxy_temp_path {{_folder.PathOf("proxy")}};
            fastcgi_temp_path {{_folder.PathOf("fastcgi")}};
            uwsgi_temp_path {{_folder.PathOf("uwsgi")}};
            scgi_temp_path {{_folder.PathOf("scgi")}};
            server {
                listen 127.0.0.1:{{_port}};
                location / { return 200 "{{content}}"; }
            }
        }
        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
