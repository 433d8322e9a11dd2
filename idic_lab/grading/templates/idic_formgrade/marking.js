// What nbgrader's marking page lacks. It stands before formgrader looks at the page.
(function () {
    "use strict";
    var troubles = {}, pending = 0;

    // A save that fails is said, and stays in sight until it has been made good.
    function show() {
        var bar = $("#idic-unsaved"), said = Object.keys(troubles).map(function (key) { return troubles[key].said; });
        if (!said.length) {
            bar.remove();
            return;
        }
        if (!bar.length) {
            bar = $("<div id='idic-unsaved' role='alert'><span></span><button type='button'>Try again</button></div>").appendTo("body");
            bar.find("button").click(function () {
                Object.keys(troubles).forEach(function (key) { if (troubles[key].again) { troubles[key].again(); } });
            });
        }
        bar.find("span").text(said.join(" "));
        bar.find("button").toggle(Object.keys(troubles).some(function (key) { return troubles[key].again; }));
    }

    function trouble(view, fields, said, again) {
        troubles[view.cid] = {said: said, again: again};
        fields.addClass("idic-unsaved").attr("aria-invalid", "true");
        show();
    }

    function well(view) {
        delete troubles[view.cid];
        view.$el.find(".idic-unsaved").removeClass("idic-unsaved").removeAttr("aria-invalid");
        show();
    }

    function watch(View, selector, what) {
        var initialize = View.prototype.initialize;
        View.prototype.initialize = function () {
            var view = this, latest;
            initialize.apply(view, arguments);
            view.listenTo(view.model, "request", function (model, xhr) { latest = xhr; pending += 1; });
            view.listenTo(view.model, "sync error", function () { pending -= 1; });
            view.listenTo(view.model, "sync", function () { well(view); });
            view.listenTo(view.model, "error", function (model, xhr) {
                if (xhr !== latest) { return; }
                view.$glyph.stop(true).hide();
                var why = xhr.status ? "The server answered " + xhr.status + "." : "The server did not answer.";
                trouble(
                    view, view.$el.find(selector), "Not saved: the " + what + " of " + model.get("name") + ". " + why,
                    function () { model.save(); }
                );
            });
        };
    }
    watch(GradeUI, ".score", "points");
    watch(CommentUI, ".comment", "comment");

    // Points are typed with a comma or a point. What is no number of points is refused, and not made one.
    function refusal(field, most) {
        var typed = $.trim(field.val()), text = typed.replace(",", ".");
        if (text === "") { return ""; }
        if (!/^(\d+\.?\d*|\.\d+)$/.test(text)) { return "“" + typed + "” is no number of points."; }
        if (Number(text) > most) { return typed + " is more than the " + most + " points of this part."; }
        field.val(String(Number(text)));
        return "";
    }
    var save = GradeUI.prototype.save;
    GradeUI.prototype.save = function () {
        var score = refusal(this.$score, this.model.get("max_score")), extra = refusal(this.$extra_credit, Infinity);
        if (score || extra) {
            var said = "Not saved: the points of " + this.model.get("name") + ". " + (score || extra);
            trouble(this, score ? this.$score : this.$extra_credit, said, null);
            return;
        }
        well(this);
        save.apply(this, arguments);
    };

    $(document).ajaxError(function (event, xhr, settings) {
        if (settings.type === "PUT") { return; }
        trouble({cid: settings.url}, $(), "The server did not do what this page needs. Load the page again before you go on.", null);
        if (settings.type === "GET") { $(".tabbable").prop("disabled", true); }
    });
    $.ajaxSetup({timeout: 20000});

    $(window).on("beforeunload", function (event) {
        $(document.activeElement).filter(".score, .extra-credit, .comment").blur();
        if (pending || Object.keys(troubles).length) {
            event.preventDefault();
            return "Something on this page is not saved yet.";
        }
    });

    $(function () {
        $(".score, .extra-credit").attr({type: "text", inputmode: "decimal", autocomplete: "off"});
        $(".nbgrader_cell").each(function () {
            var name = $(this).find(".score").attr("id");
            $(this).find(".score").attr("aria-label", "Points for " + name);
            $(this).find(".extra-credit").attr("aria-label", "Extra credit for " + name);
            $(this).find(".comment").attr("aria-label", "Comment");
            // From the points, Tab goes to the comment.
            var footer = $(this).find(".panel-footer");
            if (footer.length) { footer.append($("<div class='idic-extra'>").append($(this).find(".extra-credit").parent())); }
        });
    });

    // Formgrader sets up its keys when MathJax, which comes from the internet, has said that it is there.
    window.MathJax = {Hub: {Startup: {signal: {Interest: function (tell) { tell("End"); }}}}};
    $(window).on("load", function () {
        if (!/\$|\\\\?[(\[]|\\begin/.test($("#notebook").text())) { return; }
        window.MathJax = {
            TeX: {equationNumbers: {autoNumber: "AMS", useLabelIds: true}},
            tex2jax: {
                inlineMath: [["$", "$"], ["\\(", "\\)"]], displayMath: [["$$", "$$"], ["\\[", "\\]"]],
                processEscapes: true, processEnvironments: true
            },
            messageStyle: "none", CommonHTML: {linebreaks: {automatic: true}}
        };
        $("<script>").attr({src: idic_mathjax_url, async: ""}).appendTo("head");
    });
}());
