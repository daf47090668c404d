using System.Text;
using ConfigSync.Injection.Settings;
using ConfigSync.Injection;
using ConfigSync.TestKit;
using ConfigSync.Cli.Commands;
using ConfigSync.Cli.Injecting;
using ConfigSync.Cli.Terminal;
using ConfigSync.Configuration;

namespace ConfigSync.Cli.Tests;

/// <summary>One run of <c>inject</c> or <c>explain</c> over manifests given as text.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Name of the file that holds the manifests, as messages call it.</summary>
    public const string File = "app.yaml";

    /// <summary>Injects.</summary>
    public static CommandRun Inject(string manifests, string? namespaceLabel = null, bool diff = false, bool colours = false, OnErrorPolicy onError = OnErrorPolicy.Deny) =>
        Of(manifests, namespaceLabel, colours, onError, (options, console) => InjectCommand.Run(options with { Diff = diff }, console));

    /// <summary>Explains.</summary>
    public static CommandRun Explain(string manifests, string? namespaceLabel = null, ProfileSet? profiles = null) =>
        Of(manifests, namespaceLabel, colours: false, OnErrorPolicy.Deny, ExplainCommand.Run, profiles);

    /// <summary>A Deployment's manifest with a ConfigMap behind a mount, and whatever a test changes about it.</summary>
    public static string Deployment(string labels = "config-sync.dev/inject: enabled", string annotations = "example.com/a: b", string own = "app: web") =>
        $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels:
            {own}
        spec:
          template:
            metadata:
              labels:
                app: web
                {labels}
              annotations:
                {annotations}
            spec:
              containers:
                - name: app
                  image: nginx:1.27
                  args: ["--config=/etc/app/app.conf"]
                  volumeMounts:
                    - name: c
                      mountPath: /etc/app/app.conf
                      subPath: app.conf
              volumes:
                - name: c
                  configMap:
                    name: app

        """;

    private static CommandRun Of(
        string manifests, string? namespaceLabel, bool colours, OnErrorPolicy onError, Func<ManifestOptions, CommandConsole, int> command, ProfileSet? profiles = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(File, manifests);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var settings = new InjectorOptions().ToSettings() with { OnError = onError, Profiles = profiles ?? ProfileSet.Empty };
        var console = new CommandConsole(new MemoryStream(Encoding.UTF8.GetBytes(manifests)), output, errors, colours);
        var exitCode = command(new ManifestOptions([path], namespaceLabel, new Injector(settings)), console);
        return new CommandRun(exitCode, Bare(output, folder), Bare(errors, folder));
    }

    private static string Bare(StringWriter text, TemporaryFolder folder) => text.ToString().Replace(folder.Path + "/", "", StringComparison.Ordinal);
}
