# FreeType: Debian's static Dear ImGui refers to it and does not say so. Nothing of ours uses it, so it may be absent
# (imgui.cmake then finds that the system's Dear ImGui does not link, and takes the other one).
find_package(Freetype QUIET)
